/**
 * The alert rules that Grafana evaluates, with contact points and notification policies: as files
 * that Grafana reads when it starts, and as bodies for its HTTP API. Grafana watches whether the
 * service works, and what other programs report; the service itself evaluates rules about the work
 * and its objectives. Every rule has one evaluator.
 */
@NullMarked
package dev.intentobserve.dashboards.alerting;

import org.jspecify.annotations.NullMarked;
