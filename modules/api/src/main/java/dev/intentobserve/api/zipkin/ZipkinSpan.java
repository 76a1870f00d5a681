package dev.intentobserve.api.zipkin;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.WorkSpan.Moment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A span in the shape of Zipkin's v2 API.
 *
 * @param name in lower case, as Zipkin writes it
 * @param lookupName another name a search finds it by: the name without an id
 * @param timestamp microseconds since the epoch; null where no time of the trace is known
 * @param duration microseconds, at least 1; null while the span is open
 */
record ZipkinSpan(
    String traceId,
    String id,
    @Nullable String parentId,
    String name,
    String lookupName,
    @Nullable Long timestamp,
    @Nullable Long duration,
    List<Moment> annotations,
    SortedMap<String, String> tags) {

  private static final Json ENDPOINT =
      Json.object().put("serviceName", TelemetryNames.INTENT_SERVICE).build();

  /** Zipkin knows no nulls: fields without a value are left out. */
  public Json json() {
    Json.Builder out = Json.object().put("traceId", traceId).put("id", id);
    if (parentId != null) {
      out.put("parentId", parentId);
    }
    out.put("name", name);
    if (timestamp != null) {
      out.put("timestamp", timestamp);
    }
    if (duration != null) {
      out.put("duration", duration);
    }
    return out.put("localEndpoint", ENDPOINT)
        .put("annotations", annotations.stream().map(ZipkinSpan::annotation).toList())
        .put("tags", Json.of(tags))
        .build();
  }

  boolean named(String matching) {
    String lower = matching.toLowerCase(Locale.ROOT);
    return name.equals(lower) || lookupName.equals(lower);
  }

  static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }

  private static Json annotation(Moment moment) {
    String value =
        moment.count() > 1 ? moment.name() + " (" + moment.count() + " in all)" : moment.name();
    return Json.object().put("timestamp", micros(moment.time())).put("value", value).build();
  }
}
