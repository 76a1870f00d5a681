/** Dashboards to search log lines and traces of any program; other dashboards link to them. */
@NullMarked
package dev.intentobserve.dashboards.dashboards.explore;

import org.jspecify.annotations.NullMarked;
