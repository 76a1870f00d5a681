/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.dashboards.explore;

import org.jspecify.annotations.NullMarked;
