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
 * Which metrics of this process the key of one tenant may read: series whose labels hold only
 * values from the source code of this program and its libraries, and those of its own objectives.
 * Any other label may hold another tenant's names or paths, so it is withheld until it is listed
 * here.
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

  /** A fixed name of the library, except for HTTP pools, which are named by their address. */
  private static final String POOL = "pool_name";

  private final Set<String> objectives;

  private TenantMetricsFilter(Set<String> objectives) {
    this.objectives = objectives;
  }

  /** For a caller that may read these metrics of the record, which name its objectives. */
  static TenantMetricsFilter namedBy(List<Metric> own) {
    return new TenantMetricsFilter(
        own.stream()
            .filter(metric -> metric.name().equals(TelemetryNames.SLO_TARGET))
            .flatMap(metric -> metric.points().stream())
            .map(point -> point.labels().get(TelemetryNames.LABEL_SLO))
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Without the withheld series, and without metrics that then have none. */
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
