/**
 * The words a dashboard is written in: dashboard, row, panel, query, variable, link, threshold and
 * unit. A dashboard written with them reads like its sketch; how Grafana spells it is known here
 * and nowhere else.
 */
@NullMarked
package dev.intentobserve.dashboards.vocabulary;

import org.jspecify.annotations.NullMarked;
