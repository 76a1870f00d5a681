/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.deploy.chart;

import org.jspecify.annotations.NullMarked;
