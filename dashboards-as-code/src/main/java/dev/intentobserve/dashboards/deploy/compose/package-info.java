/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.deploy.compose;

import org.jspecify.annotations.NullMarked;
