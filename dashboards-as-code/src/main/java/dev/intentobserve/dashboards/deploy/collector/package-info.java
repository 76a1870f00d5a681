/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.deploy.collector;

import org.jspecify.annotations.NullMarked;
