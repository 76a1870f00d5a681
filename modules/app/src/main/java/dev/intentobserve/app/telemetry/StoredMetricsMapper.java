package dev.intentobserve.app.telemetry;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.SeriesTotal;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts metrics of the record to the snapshots that the text formats write. */
final class StoredMetricsMapper {
  private static final String TOTAL = "_total";

  private StoredMetricsMapper() {}

  /**
   * One metric with all of its series.
   *
   * @throws IllegalArgumentException for one that cannot be written: a name or label that
   *     Prometheus does not allow, a repeated series, a counter below zero
   */
  static MetricSnapshot snapshot(Metric metric) {
    MetricMetadata about = new MetricMetadata(name(metric), metric.help(), unit(metric.unit()));
    return switch (metric.type()) {
      case COUNTER ->
          new CounterSnapshot(
              about, metric.points().stream().map(StoredMetricsMapper::counter).toList());
      case GAUGE ->
          new GaugeSnapshot(
              about, metric.points().stream().map(StoredMetricsMapper::gauge).toList());
      case HISTOGRAM ->
          new HistogramSnapshot(
              about, metric.points().stream().map(point -> histogram(metric, point)).toList());
    };
  }

  /** The writers add {@code _total} themselves. */
  private static String name(Metric metric) {
    String shown = MetricDescriptor.exposedName(metric.name(), metric.type(), metric.unit());
    return metric.type() == Metric.Type.COUNTER
        ? shown.substring(0, shown.length() - TOTAL.length())
        : shown;
  }

  private static @Nullable Unit unit(String unit) {
    return switch (unit) {
      case "s" -> Unit.SECONDS;
      case "By" -> Unit.BYTES;
      default -> null;
    };
  }

  private static CounterDataPointSnapshot counter(Metric.Point point) {
    return CounterDataPointSnapshot.builder().labels(labels(point)).value(point.value()).build();
  }

  private static GaugeDataPointSnapshot gauge(Metric.Point point) {
    return GaugeDataPointSnapshot.builder().labels(labels(point)).value(point.value()).build();
  }

  private static HistogramDataPointSnapshot histogram(Metric metric, Metric.Point point) {
    List<Double> edges = new ArrayList<>(metric.edges());
    edges.add(Double.POSITIVE_INFINITY);
    return HistogramDataPointSnapshot.builder()
        .labels(labels(point))
        .classicHistogramBuckets(ClassicHistogramBuckets.of(edges, point.buckets()))
        .sum(point.value())
        .exemplars(exemplars(point))
        .build();
  }

  private static Exemplars exemplars(Metric.Point point) {
    return Exemplars.of(
        point.exemplars().values().stream().map(StoredMetricsMapper::exemplar).toList());
  }

  private static Exemplar exemplar(SeriesTotal.Exemplar exemplar) {
    return Exemplar.builder()
        .value(exemplar.value())
        .traceId(exemplar.traceId())
        .spanId(exemplar.spanId())
        .timestampMillis(exemplar.time().toEpochMilli())
        .build();
  }

  private static Labels labels(Metric.Point point) {
    return Labels.of(List.copyOf(point.labels().keySet()), List.copyOf(point.labels().values()));
  }
}
