package dev.intentobserve.api.metric;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

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
      return events(labels);
    }
    if (metric.startsWith(SLO)) {
      return objective(labels);
    }
    if (metric.equals(TelemetryNames.ALERTS_FIRING)) {
      return firing(labels);
    }
    return hasSamples(metric) ? samples(metric, labels) : ApiLinks.METRICS;
  }

  private static String events(SortedMap<String, String> labels) {
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "type", labels.get(TelemetryNames.LABEL_EVENT_TYPE));
    put(query, "source", labels.get(TelemetryNames.LABEL_SOURCE));
    return ApiLinks.query(ApiLinks.EVENTS, query);
  }

  private static String objective(SortedMap<String, String> labels) {
    String name = labels.get(TelemetryNames.LABEL_SLO);
    if (name == null) {
      return ApiLinks.SLOS;
    }
    Map<String, String> query = new LinkedHashMap<>();
    put(query, "outcome", labels.get(TelemetryNames.LABEL_OUTCOME));
    return ApiLinks.query(ApiLinks.slo(name) + "/events", query);
  }

  private static String firing(SortedMap<String, String> labels) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("state", "firing");
    put(query, "rule", labels.get(TelemetryNames.LABEL_RULE));
    put(query, "severity", labels.get(TelemetryNames.LABEL_SEVERITY));
    return ApiLinks.query(ApiLinks.ALERTS, query);
  }

  private static String samples(String metric, SortedMap<String, String> labels) {
    Map<String, String> query = new LinkedHashMap<>();
    labels.forEach((name, value) -> query.put("label." + name, value));
    return ApiLinks.query(ApiLinks.METRICS + "/" + ApiLinks.segment(metric) + "/events", query);
  }

  /** There is no filter for {@code other}. */
  private static void put(Map<String, String> query, String name, @Nullable String value) {
    if (value != null && !value.isBlank() && !value.equals(OTHER)) {
      query.put(name, value);
    }
  }
}
