/**
 * Metrics computed from the record: series and the samples they are made of, SLI events and their
 * counts by minute and hour, and when each emitter was active. Answers {@code MetricStorePorts}.
 */
@NullMarked
package dev.intentobserve.store.metric;

import org.jspecify.annotations.NullMarked;
