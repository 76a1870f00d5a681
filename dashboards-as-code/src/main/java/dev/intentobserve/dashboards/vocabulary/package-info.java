/**
 * The vocabulary for dashboards: dashboard, row, panel, query, variable, link, threshold and unit.
 * Only this package knows Grafana's JSON for them. A wrong definition is refused with an {@link
 * IllegalArgumentException} or {@link IllegalStateException} that names the mistake.
 */
@NullMarked
package dev.intentobserve.dashboards.vocabulary;

import org.jspecify.annotations.NullMarked;
