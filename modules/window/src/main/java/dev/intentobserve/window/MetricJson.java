package dev.intentobserve.window;

import dev.intentobserve.event.Json;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Sample;
import java.util.Locale;
import java.util.Map;

/** Metrics and the samples they are made of as JSON. */
final class MetricJson {
  private static final String OTHER =
      "Stands for several: every series beyond the metric's budget is added up here.";

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

  static Json.Fields sample(Sample sample) {
    return Json.object()
        .put("subject", sample.subject())
        .put("value", Numbers.of(sample.value()))
        .put("time", sample.time())
        .put("labels", labels(sample.series().labels()))
        .put("trace_id", sample.traceId())
        .put("span_id", sample.spanId())
        .put("links", Links.ofSubject(sample.subject(), sample.traceId()).build())
        .build();
  }

  static Json.Fields labels(Map<String, String> labels) {
    Json.Builder out = Json.object();
    labels.forEach(out::put);
    return out.build();
  }

  /** What to say about the series with these labels; null when there is nothing. */
  static Json note(Map<String, String> labels) {
    return MetricLinks.overflow(labels) ? Json.of(OTHER) : Json.nothing();
  }

  private static Json series(Metric metric, Metric.Point point) {
    Json.Builder out =
        Json.object().put("labels", labels(point.labels())).put("value", Numbers.of(point.value()));
    if (metric.type() == Metric.Type.HISTOGRAM) {
      out.put("count", point.count()).put("sum", Numbers.of(point.value()));
    }
    out.put("events", MetricLinks.of(metric.name(), point.labels()));
    return MetricLinks.overflow(point.labels()) ? out.put("note", OTHER).build() : out.build();
  }
}
