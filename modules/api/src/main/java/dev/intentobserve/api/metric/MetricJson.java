package dev.intentobserve.api.metric;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.api.http.JsonNumbers;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricSample;
import java.util.Locale;
import java.util.Map;

/** Metrics and their samples as JSON. */
final class MetricJson {
  private static final String OTHER = "Sum of every series beyond the metric's limit of series.";

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
    return MetricLinks.isOverflow(labels) ? Json.of(OTHER) : Json.nothing();
  }

  private static Json series(Metric metric, Metric.Point point) {
    Json.Builder out =
        Json.object()
            .put("labels", Json.of(point.labels()))
            .put("value", JsonNumbers.of(point.value()));
    if (metric.type() == Metric.Type.HISTOGRAM) {
      out.put("count", point.count()).put("sum", JsonNumbers.of(point.value()));
    }
    out.put("events", MetricLinks.of(metric.name(), point.labels()));
    return MetricLinks.isOverflow(point.labels()) ? out.put("note", OTHER).build() : out.build();
  }
}
