/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.dashboards.pipeline;

import org.jspecify.annotations.NullMarked;
