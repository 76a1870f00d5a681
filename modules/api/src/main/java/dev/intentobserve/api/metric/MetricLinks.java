package dev.intentobserve.api.metric;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;

/** Links to what a metric counts; pure. */
final class MetricLinks {
  /** The value of each label of the series that sums up all beyond the limit. */
  private static final String OTHER = "other";

  private static final String SLO = "intent_observe.slo.";

  private MetricLinks() {}

  /** Whether its values come from samples, as opposed to events, objectives or alerts. */
  static boolean hasSamples(String metric) {
    return !metric.equals(TelemetryNames.INTENT_EVENTS) && !metric.startsWith("intent_observe.");
  }

  /** Whether these labels name the series that sums up all beyond the limit. */
  static boolean isOverflow(Map<String, String> labels) {
    return !labels.isEmpty() && labels.values().stream().allMatch(OTHER::equals);
  }

  /** The path of what one series counts. */
  static String of(String metric, SortedMap<String, String> labels) {
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
