package dev.intentobserve.app;

import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Names;
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
final class ProcessMetrics {
  /** Labels whose every value is written in the source code of this program or a library. */
  private static final Set<String> OWN_WORDS =
      Set.of(
          Names.LABEL_CURSOR,
          Names.LABEL_DESTINATION,
          Names.LABEL_OPERATION,
          Names.LABEL_OUTCOME,
          Names.LABEL_REASON,
          Names.LABEL_ROUTE,
          Names.LABEL_STATE,
          Names.LABEL_STATUS_CLASS,
          Names.LABEL_WINDOW,
          Names.PEER_LABEL_POOL_TYPE,
          Names.PEER_LABEL_AREA,
          "action",
          "cause",
          "gc",
          "id");

  /** A word of the library, but of a pool of HTTP connections the address they lead to. */
  private static final String POOL = "pool_name";

  private final Set<String> objectives;

  private ProcessMetrics(Set<String> objectives) {
    this.objectives = objectives;
  }

  /** For whoever may see these metrics of the record: they name the objectives. */
  static ProcessMetrics namedBy(List<Metric> own) {
    return new ProcessMetrics(
        own.stream()
            .filter(metric -> metric.name().equals(Names.SLO_TARGET))
            .flatMap(metric -> metric.points().stream())
            .map(point -> point.labels().get(Names.LABEL_SLO))
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
      case Names.LABEL_SLO -> objectives.contains(label.getValue());
      case POOL -> label.getValue().startsWith("vert.x-") || label.getValue().startsWith("__vertx");
      default -> OWN_WORDS.contains(label.getName());
    };
  }
}
