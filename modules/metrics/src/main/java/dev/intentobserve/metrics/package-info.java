/**
 * Folds the record into metrics, SLI events and emitter activity. Reads after durable cursors and
 * commits results and cursors together, so that no restart counts twice. Answers {@code
 * MetricsPorts}; asks the store. While the store is busy, metrics are late, never wrong.
 */
@NullMarked
package dev.intentobserve.metrics;

import org.jspecify.annotations.NullMarked;
