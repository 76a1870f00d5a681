/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.dashboards.slo;

import org.jspecify.annotations.NullMarked;
