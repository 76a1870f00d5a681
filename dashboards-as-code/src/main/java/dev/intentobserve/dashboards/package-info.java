/**
 * What Grafana shows and what the three deployments are made of, written in Java and generated as
 * files that are committed.
 *
 * <p>{@link dev.intentobserve.dashboards.GeneratedFiles} lists who contributes files; {@link
 * dev.intentobserve.dashboards.DashboardsMain} writes them, or says how they differ from what is
 * committed. Nothing here runs inside the service, and the service knows nothing of it.
 */
@NullMarked
package dev.intentobserve.dashboards;

import org.jspecify.annotations.NullMarked;
