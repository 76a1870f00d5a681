/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.deploy.component;

import org.jspecify.annotations.NullMarked;
