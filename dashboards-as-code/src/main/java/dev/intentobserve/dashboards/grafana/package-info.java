/**
 * Pushes the generated files to a Grafana over HTTP, and takes them back.
 *
 * <p>{@link dev.intentobserve.dashboards.grafana.GrafanaCommand} reads the settings and the files,
 * plans every change, shows the differences, and only then writes. The message of a dashboard's
 * newest version shows whether it was edited since our last push; for rules their provenance does.
 */
@NullMarked
package dev.intentobserve.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
