/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.output;

import org.jspecify.annotations.NullMarked;
