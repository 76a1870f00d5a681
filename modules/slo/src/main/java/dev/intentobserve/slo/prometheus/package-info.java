/** Objectives and built-in rules to Prometheus rule files and their promtool tests. */
@NullMarked
package dev.intentobserve.slo.prometheus;

import org.jspecify.annotations.NullMarked;
