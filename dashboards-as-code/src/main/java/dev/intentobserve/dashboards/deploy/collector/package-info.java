/** The OpenTelemetry Collector's configuration in each of its roles. */
@NullMarked
package dev.intentobserve.dashboards.deploy.collector;

import org.jspecify.annotations.NullMarked;
