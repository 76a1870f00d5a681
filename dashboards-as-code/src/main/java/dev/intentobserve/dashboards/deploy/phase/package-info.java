/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.deploy.phase;

import org.jspecify.annotations.NullMarked;
