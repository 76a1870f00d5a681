/**
 * The configuration of the three deployments.
 *
 * <p>Phase 1 is a collector that ships to Grafana Cloud, phase 2 one machine with Docker Compose,
 * phase 3 a k3s cluster with a Helm chart. What they have in common is defined once.
 */
@NullMarked
package dev.intentobserve.dashboards.deploy;

import org.jspecify.annotations.NullMarked;
