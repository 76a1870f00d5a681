package dev.intentobserve.api.zipkin;

import dev.intentobserve.api.http.QueryParams;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.WorkSpan.Moment;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A search in Zipkin's terms. Defaults are Zipkin's: up to now, as far back as there are events,
 * ten traces.
 *
 * @param annotations {@code key=value} of a tag, or the name of an annotation or tag; a trace must
 *     have all of them, each on any of its spans
 * @param minDuration microseconds of a span that also has the name, or null
 * @param since beginning of the window; null for no limit
 */
record ZipkinQuery(
    @Nullable String serviceName,
    @Nullable String spanName,
    Set<String> annotations,
    @Nullable Long minDuration,
    @Nullable Long maxDuration,
    @Nullable Instant since,
    Instant until,
    int limit) {
  private static final int DEFAULT_LIMIT = 10;

  /** The end of the year 9999, the last time that can be stored. */
  private static final long LAST_MILLIS = 253_402_300_799_999L;

  public static ZipkinQuery of(QueryParams params, Instant now) {
    Long minDuration = params.wholeNumber("minDuration");
    Long maxDuration = params.wholeNumber("maxDuration");
    if (maxDuration != null && minDuration == null) {
      throw QueryParams.invalid("maxDuration needs minDuration");
    }
    if (minDuration != null && maxDuration != null && maxDuration < minDuration) {
      throw QueryParams.invalid("maxDuration must not be less than minDuration");
    }
    long end = params.wholeNumber("endTs", Math.max(0, now.toEpochMilli()), 0, LAST_MILLIS);
    long lookback = params.wholeNumber("lookback", end, 0, Long.MAX_VALUE);
    return new ZipkinQuery(
        lower(params.text("serviceName")),
        lower(params.text("spanName")),
        annotations(params.text("annotationQuery")),
        minDuration,
        maxDuration,
        lookback >= end ? null : Instant.ofEpochMilli(end - lookback),
        Instant.ofEpochMilli(end),
        params.limit(DEFAULT_LIMIT));
  }

  static ZipkinQuery latest(int limit, Instant now) {
    return new ZipkinQuery(null, null, Set.of(), null, null, null, now, limit);
  }

  /** Whether every trace of the window matches. */
  boolean matchesEveryTrace() {
    return spanName == null && minDuration == null && annotations.isEmpty();
  }

  /** Whether the service asked for is the only one there is. */
  boolean matchesService() {
    return serviceName == null || serviceName.equals(TelemetryNames.INTENT_SERVICE);
  }

  boolean matches(List<ZipkinSpan> spans) {
    return spans.stream().anyMatch(this::nameAndDuration) && annotated(spans);
  }

  private boolean nameAndDuration(ZipkinSpan span) {
    return (spanName == null || span.named(spanName)) && durationMatches(span.duration());
  }

  private boolean durationMatches(@Nullable Long duration) {
    if (minDuration == null) {
      return true;
    }
    return duration != null
        && duration >= minDuration
        && (maxDuration == null || duration <= maxDuration);
  }

  private boolean annotated(List<ZipkinSpan> spans) {
    Set<String> missing = new HashSet<>(annotations);
    for (ZipkinSpan span : spans) {
      if (missing.isEmpty()) {
        return true;
      }
      span.annotations().stream().map(Moment::name).forEach(missing::remove);
      span.tags().forEach((key, value) -> missing.removeAll(Set.of(key, key + "=" + value)));
    }
    return missing.isEmpty();
  }

  private static Set<String> annotations(@Nullable String query) {
    return query == null
        ? Set.of()
        : Stream.of(query.split(" and ", -1))
            .map(String::strip)
            .filter(term -> !term.isEmpty())
            .collect(Collectors.toSet());
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}
