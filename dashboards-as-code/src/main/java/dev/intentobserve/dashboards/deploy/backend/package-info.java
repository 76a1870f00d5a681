/** TODO. */
@NullMarked
package dev.intentobserve.dashboards.deploy.backend;

import org.jspecify.annotations.NullMarked;
