/** The generated files of the Helm chart: Chart.yaml, values.yaml and the schema of the values. */
@NullMarked
package dev.intentobserve.dashboards.deploy.chart;

import org.jspecify.annotations.NullMarked;
