package dev.intentobserve.api.metric;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.JsonNumbers;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;

/** Metrics and their samples as JSON, each with a link to what it counts; pure. */
final class MetricJson {
  private static final String OVERFLOW_NOTE =
      "Sum of every series beyond the metric's limit of series.";

  /** The value of each label of the series that sums up all beyond the limit. */
  private static final String OTHER = "other";

  private static final String SLO = "intent_observe.slo.";

  private MetricJson() {}

  static Json.Fields metric(Metric metric) {
    return Json.object()
        .put("name", metric.name())
        .put("type", metric.type().name().toLowerCase(Locale.ROOT))
        .put("unit", metric.unit())
        .put("help", metric.help())
        .put("series", metric.points().stream().map(point -> series(metric, point)).toList())
        .build();
  }

  static Json.Fields sample(MetricSample sample) {
    return Json.object()
        .put("subject", sample.subject())
        .put("value", JsonNumbers.of(sample.value()))
        .put("time", sample.time())
        .put("labels", Json.of(sample.series().labels()))
        .put("trace_id", sample.traceId())
        .put("span_id", sample.spanId())
        .put("links", ApiLinks.ofSubject(sample.subject(), sample.traceId()))
        .build();
  }

  /** A remark on the series with these labels; null for none. */
  static Json note(Map<String, String> labels) {
    return isOverflow(labels) ? Json.of(OVERFLOW_NOTE) : Json.nothing();
  }

  private static Json series(Metric metric, Metric.Point point) {
    Json.Builder out =
        Json.object()
            .put("labels", Json.of(point.labels()))
            .put("value", JsonNumbers.of(point.value()));
    if (metric.type() == Metric.Type.HISTOGRAM) {
      out.put("count", point.count()).put("sum", JsonNumbers.of(point.value()));
    }
    out.put("events", eventsOf(metric.name(), point.labels()));
    return isOverflow(point.labels()) ? out.put("note", OVERFLOW_NOTE).build() : out.build();
  }

  /** Whether its values come from samples, as opposed to events, objectives or alerts. */
  static boolean hasSamples(String metric) {
    return !metric.equals(TelemetryNames.INTENT_EVENTS) && !metric.startsWith("intent_observe.");
  }

  /** Whether these labels name the series that sums up all beyond the limit. */
  static boolean isOverflow(Map<String, String> labels) {
    return !labels.isEmpty() && labels.values().stream().allMatch(OTHER::equals);
  }

  /** The path of what one series counts. */
  static String eventsOf(String metric, SortedMap<String, String> labels) {
    if (metric.equals(TelemetryNames.INTENT_EVENTS)) {
      return ApiLinks.query(
          ApiLinks.EVENTS,
          filters(
              labels,
              List.of("type", "source"),
              List.of(TelemetryNames.LABEL_EVENT_TYPE, TelemetryNames.LABEL_SOURCE)));
    }
    if (metric.startsWith(SLO)) {
      String name = labels.get(TelemetryNames.LABEL_SLO);
      return name == null
          ? ApiLinks.SLOS
          : ApiLinks.query(
              ApiLinks.slo(name) + "/events",
              filters(labels, List.of("outcome"), List.of(TelemetryNames.LABEL_OUTCOME)));
    }
    if (metric.equals(TelemetryNames.ALERTS_FIRING)) {
      SequencedMap<String, String> query =
          filters(
              labels,
              List.of("rule", "severity"),
              List.of(TelemetryNames.LABEL_RULE, TelemetryNames.LABEL_SEVERITY));
      query.putFirst("state", "firing");
      return ApiLinks.query(ApiLinks.ALERTS, query);
    }
    return hasSamples(metric) ? samples(metric, labels) : ApiLinks.METRICS;
  }

  private static String samples(String metric, SortedMap<String, String> labels) {
    Map<String, String> query = new LinkedHashMap<>();
    labels.forEach((name, value) -> query.put("label." + name, value));
    return ApiLinks.query(ApiLinks.METRICS + "/" + ApiLinks.segment(metric) + "/events", query);
  }

  /** The values of these labels by the names of their filters; {@code other} has no filter. */
  private static SequencedMap<String, String> filters(
      SortedMap<String, String> labels, List<String> names, List<String> labelNames) {
    SequencedMap<String, String> filters = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String value = labels.get(labelNames.get(i));
      if (value != null && !value.isBlank() && !value.equals(OTHER)) {
        filters.put(names.get(i), value);
      }
    }
    return filters;
  }
}
