/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.dashboards.agent;

import org.jspecify.annotations.NullMarked;
