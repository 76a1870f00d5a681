package dev.intentobserve.app.telemetry;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.TelemetryNames;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the key of one tenant sees of the metrics of this process: series whose labels hold nothing
 * but words of this program and its libraries, and those of its own objectives. A label that is not
 * listed here may hold somebody's name or path, so a new one is withheld until it is listed.
 */
final class TenantMetricsFilter {
  /** Labels whose every value is written in the source code of this program or a library. */
  private static final Set<String> SAFE_LABELS =
      Set.of(
          TelemetryNames.LABEL_CURSOR,
          TelemetryNames.LABEL_DESTINATION,
          TelemetryNames.LABEL_OPERATION,
          TelemetryNames.LABEL_OUTCOME,
          TelemetryNames.LABEL_REASON,
          TelemetryNames.LABEL_ROUTE,
          TelemetryNames.LABEL_STATE,
          TelemetryNames.LABEL_STATUS_CLASS,
          TelemetryNames.LABEL_WINDOW,
          "action",
          "area",
          "cause",
          "gc",
          "id",
          "pool_type");

  /** A word of the library, but of a pool of HTTP connections the address they lead to. */
  private static final String POOL = "pool_name";

  private final Set<String> objectives;

  private TenantMetricsFilter(Set<String> objectives) {
    this.objectives = objectives;
  }

  /** For whoever may see these metrics of the record: they name the objectives. */
  static TenantMetricsFilter namedBy(List<Metric> own) {
    return new TenantMetricsFilter(
        own.stream()
            .filter(metric -> metric.name().equals(TelemetryNames.SLO_TARGET))
            .flatMap(metric -> metric.points().stream())
            .map(point -> point.labels().get(TelemetryNames.LABEL_SLO))
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Without the series that may not be seen, and without what then has none. */
  MetricSnapshots of(MetricSnapshots all) {
    return new MetricSnapshots(all.stream().map(this::visible).flatMap(Optional::stream).toList());
  }

  private Optional<MetricSnapshot> visible(MetricSnapshot metric) {
    MetricMetadata about = metric.getMetadata();
    return switch (metric) {
      case CounterSnapshot all ->
          some(all.getDataPoints(), rest -> new CounterSnapshot(about, rest));
      case GaugeSnapshot all -> some(all.getDataPoints(), rest -> new GaugeSnapshot(about, rest));
      case HistogramSnapshot all ->
          some(all.getDataPoints(), rest -> new HistogramSnapshot(about, rest));
      case SummarySnapshot all ->
          some(all.getDataPoints(), rest -> new SummarySnapshot(about, rest));
      default -> Optional.empty();
    };
  }

  private <P extends DataPointSnapshot> Optional<MetricSnapshot> some(
      List<P> points, Function<List<P>, MetricSnapshot> metric) {
    List<P> rest = points.stream().filter(this::visible).toList();
    return rest.isEmpty() ? Optional.empty() : Optional.of(metric.apply(rest));
  }

  private boolean visible(DataPointSnapshot point) {
    return point.getLabels().stream().allMatch(this::visible);
  }

  private boolean visible(Label label) {
    return switch (label.getName()) {
      case TelemetryNames.LABEL_SLO -> objectives.contains(label.getValue());
      case POOL -> label.getValue().startsWith("vert.x-") || label.getValue().startsWith("__vertx");
      default -> SAFE_LABELS.contains(label.getName());
    };
  }
}
