/**
 * Alertmanager's configuration; those of Tempo, Mimir, Loki and Grafana are templates among the
 * resources of this package.
 */
@NullMarked
package dev.intentobserve.dashboards.deploy.backend;

import org.jspecify.annotations.NullMarked;
