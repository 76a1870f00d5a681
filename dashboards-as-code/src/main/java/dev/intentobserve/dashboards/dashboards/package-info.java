/**
 * The dashboards, one class for each, with rows and panels in the order in which they are seen.
 * Their list is {@link dev.intentobserve.dashboards.dashboards.DashboardCatalog}.
 */
@NullMarked
package dev.intentobserve.dashboards.dashboards;

import org.jspecify.annotations.NullMarked;
