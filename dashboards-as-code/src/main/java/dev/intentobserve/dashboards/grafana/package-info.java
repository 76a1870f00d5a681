/**
 * Pushes what is generated into a Grafana that is reached over HTTP, and takes it back.
 *
 * <p>{@link dev.intentobserve.dashboards.grafana.GrafanaCommand} reads the settings and the files,
 * plans every change, shows the differences, and only then writes. Each dashboard's newest version
 * says whether a hand was at it since our last push; each rule's provenance says the same for
 * rules.
 */
@NullMarked
package dev.intentobserve.dashboards.grafana;

import org.jspecify.annotations.NullMarked;
