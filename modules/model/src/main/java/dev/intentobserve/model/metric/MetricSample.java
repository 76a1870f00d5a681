package dev.intentobserve.model.metric;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The contribution of one subject to one series. At most one for each series and subject; replaced
 * whenever the subject changes, so that a series is always the sum of its samples.
 *
 * @param subject {@code kind:id} of the entity it comes from
 * @param value adds to a counter or gauge; a histogram counts it into its bucket
 * @param time when it happened, event time
 * @param traceId the trace of the subject; null for an orphan
 */
public record MetricSample(
    MetricSeries series,
    String subject,
    double value,
    Instant time,
    @Nullable String traceId,
    @Nullable String spanId) {
  public MetricSample {
    requireNonNull(series, "series");
    requireNonNull(subject, "subject");
    requireNonNull(time, "time");
  }
}
