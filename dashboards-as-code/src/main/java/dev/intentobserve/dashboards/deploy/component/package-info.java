/** What the phases have in common: components, versions, limits, and values for templates. */
@NullMarked
package dev.intentobserve.dashboards.deploy.component;

import org.jspecify.annotations.NullMarked;
