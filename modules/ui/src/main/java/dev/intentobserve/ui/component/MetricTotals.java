package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.ApiReply;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The series of {@code /api/v1/metrics}, summed up; pure. */
public final class MetricTotals {
  private final Map<String, List<JsonObject>> series = new LinkedHashMap<>();

  public MetricTotals(ApiReply metrics) {
    for (JsonObject metric : metrics.items()) {
      series.put(metric.getString("name", ""), ApiReply.objects(metric, "series"));
    }
  }

  /** The sum over the series whose label has the value; over all where {@code label} is null. */
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
  public @Nullable Double singleValue(String metric) {
    List<JsonObject> found = series.getOrDefault(metric, List.of());
    Number value = found.size() == 1 ? found.getFirst().getNumber("value") : null;
    return value == null ? null : value.doubleValue();
  }

  /** Sums by the value of a label, ordered by that value; {@code none} for series without it. */
  public Map<String, Double> sumByLabel(String metric, String label) {
    Map<String, Double> sums = new TreeMap<>();
    for (JsonObject one : series.getOrDefault(metric, List.of())) {
      String value = one.getJsonObject("labels", new JsonObject()).getString(label, "none");
      sums.merge(value, one.getNumber("value", 0).doubleValue(), Double::sum);
    }
    return sums;
  }

  /** The smallest of {@code values} with at least this share of them at or below it; or null. */
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
}
