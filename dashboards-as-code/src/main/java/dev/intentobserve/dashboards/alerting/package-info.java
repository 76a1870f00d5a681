/**
 * What Grafana itself watches, from one model: rules, contact points and notification policies, as
 * the files that Grafana reads at its start and as the bodies its HTTP API takes. Grafana judges
 * what the service cannot tell of itself and what other programs report; the work and its
 * objectives are judged by the service's own evaluator. A rule has one evaluator.
 */
@NullMarked
package dev.intentobserve.dashboards.alerting;

import org.jspecify.annotations.NullMarked;
