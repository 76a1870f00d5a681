package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of {@code /api/v1/metrics}, added up as a page wants them; pure. */
public final class MetricTotals {
  private final Map<String, List<JsonObject>> series = new LinkedHashMap<>();

  public MetricTotals(ApiReply metrics) {
    for (JsonObject metric : metrics.items()) {
      series.put(metric.getString("name", ""), ApiReply.objects(metric, "series"));
    }
  }

  /** The sum over all series of a metric that carry a label's value. */
  public double sum(String metric, @Nullable String label, @Nullable String value) {
    double sum = 0;
    for (JsonObject one : series.getOrDefault(metric, List.of())) {
      JsonObject labels = one.getJsonObject("labels", new JsonObject());
      if (label == null || String.valueOf(value).equals(labels.getString(label))) {
        sum += one.getNumber("value", 0).doubleValue();
      }
    }
    return sum;
  }

  /** The value of a metric that has one series; null where there is none. */
  @Nullable Double only(String metric) {
    List<JsonObject> found = series.getOrDefault(metric, List.of());
    Number value = found.size() == 1 ? found.getFirst().getNumber("value") : null;
    return value == null ? null : value.doubleValue();
  }

  /** By the value of a label, in the order of the values. */
  Map<String, Double> sumByLabel(String metric, String label) {
    Map<String, Double> sums = new java.util.TreeMap<>();
    for (JsonObject one : series.getOrDefault(metric, List.of())) {
      String value = one.getJsonObject("labels", new JsonObject()).getString(label, "none");
      sums.merge(value, one.getNumber("value", 0).doubleValue(), Double::sum);
    }
    return sums;
  }

  /** The value below which a share of {@code values} lies; null where there are none. */
  public static @Nullable Double quantile(List<Double> values, double share) {
    if (values.isEmpty()) {
      return null;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
  }

  public static String count(double value) {
    return String.format(Locale.ENGLISH, "%,d", Math.round(value));
  }

  /** Where what a metric is made of is shown. */
  public static Href href(String metric) {
    return Href.of("/metric/{}/events", metric);
  }
}
