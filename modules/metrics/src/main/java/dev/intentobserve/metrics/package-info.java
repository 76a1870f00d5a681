/**
 * Folds the record into figures: metrics, the cases of objectives, the rhythm of emitters. Reads
 * after durable cursors and commits figures and cursors together, so that no restart doubles a
 * count. Its door is {@code MetricsContract}; where the cellar is busy its figures are late, never
 * wrong.
 */
@NullMarked
package dev.intentobserve.metrics;

import org.jspecify.annotations.NullMarked;
