package dev.intentobserve.export;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.Metric.Point;
import dev.intentobserve.model.metric.SeriesTotal;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Maps metrics to OTLP: names unchanged, cumulative, one message for each series. */
final class MetricMapper {
  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SPAN_ID = Pattern.compile("[0-9a-f]{16}");

  private final long start;
  private final long now;

  /**
   * For the metrics of one moment.
   *
   * @param start the beginning of all counts; always the same, so that a destination does not take
   *     a restart of this service for a counter reset
   */
  MetricMapper(Instant start, Instant now) {
    this.start = OtlpValues.nanos(start.isBefore(now) ? start : now);
    this.now = OtlpValues.nanos(now);
  }

  Stream<io.opentelemetry.proto.metrics.v1.Metric> map(Metric metric) {
    return metric.points().stream().map(point -> map(metric, point));
  }

  private io.opentelemetry.proto.metrics.v1.Metric map(Metric metric, Point point) {
    var message =
        io.opentelemetry.proto.metrics.v1.Metric.newBuilder()
            .setName(metric.name())
            .setDescription(metric.help())
            .setUnit(metric.unit());
    switch (metric.type()) {
      case COUNTER -> message.setSum(sum(point));
      case GAUGE -> message.setGauge(Gauge.newBuilder().addDataPoints(number(point)));
      case HISTOGRAM -> message.setHistogram(histogram(metric.edges(), point));
    }
    return message.build();
  }

  private Sum sum(Point point) {
    return Sum.newBuilder()
        .setIsMonotonic(true)
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
        .addDataPoints(number(point).setStartTimeUnixNano(start))
        .build();
  }

  private NumberDataPoint.Builder number(Point point) {
    return NumberDataPoint.newBuilder()
        .setTimeUnixNano(now)
        .setAsDouble(point.value())
        .addAllAttributes(attributes(point));
  }

  private Histogram histogram(List<Double> edges, Point point) {
    return Histogram.newBuilder()
        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
        .addDataPoints(
            HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(start)
                .setTimeUnixNano(now)
                .setCount(point.count())
                .setSum(point.value())
                .addAllExplicitBounds(edges)
                .addAllBucketCounts(point.buckets())
                .addAllExemplars(exemplars(point))
                .addAllAttributes(attributes(point)))
        .build();
  }

  private static List<Exemplar> exemplars(Point point) {
    return point.exemplars().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .filter(MetricMapper::hasValidIds)
        .map(MetricMapper::exemplar)
        .toList();
  }

  private static boolean hasValidIds(SeriesTotal.Exemplar exemplar) {
    return TRACE_ID.matcher(exemplar.traceId()).matches()
        && SPAN_ID.matcher(exemplar.spanId()).matches();
  }

  private static Exemplar exemplar(SeriesTotal.Exemplar exemplar) {
    return Exemplar.newBuilder()
        .setAsDouble(exemplar.value())
        .setTimeUnixNano(OtlpValues.nanos(exemplar.time()))
        .setTraceId(OtlpValues.id(exemplar.traceId()))
        .setSpanId(OtlpValues.id(exemplar.spanId()))
        .build();
  }

  private static List<KeyValue> attributes(Point point) {
    return point.labels().entrySet().stream()
        .map(label -> OtlpValues.pair(label.getKey(), label.getValue()))
        .toList();
  }
}
