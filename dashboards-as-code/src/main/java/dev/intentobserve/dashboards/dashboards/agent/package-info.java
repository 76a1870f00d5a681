/**
 * Dashboards of agent runtimes and coding agents: telemetry that other programs send to the
 * collector, in their names.
 */
@NullMarked
package dev.intentobserve.dashboards.dashboards.agent;

import org.jspecify.annotations.NullMarked;
