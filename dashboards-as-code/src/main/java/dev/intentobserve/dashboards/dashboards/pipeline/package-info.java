/** Dashboards for operators: the path of an event through the service, and tenants. */
@NullMarked
package dev.intentobserve.dashboards.dashboards.pipeline;

import org.jspecify.annotations.NullMarked;
