/** Dashboards of objectives: all of them, one of them, and those of our own API. */
@NullMarked
package dev.intentobserve.dashboards.dashboards.slo;

import org.jspecify.annotations.NullMarked;
