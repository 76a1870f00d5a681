package dev.intentobserve.app.telemetry;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.MetricsPorts.AllMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer with the metrics of this process and those of the record. Where the record's are not
 * available in time, those of the process are served alone and {@link
 * TelemetryNames#METRIC_METRICS_COMPLETE} is 0: a scrape neither fails for it nor repeats old
 * values.
 */
public final class MetricsScrape {
  static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(MetricsScrape.class);

  private final PrometheusMeterRegistry processRegistry;
  private final BooleanSupplier leads;
  private final CursorMetrics positions;

  /**
   * @param leads where it says no, another process serves the metrics of the record, so that a sum
   *     over all processes does not count them twice
   * @param cursors of the readers that run in the leader
   */
  public MetricsScrape(
      PrometheusMeterRegistry processRegistry, BooleanSupplier leads, Set<String> cursors) {
    this.processRegistry = processRegistry;
    this.leads = leads;
    this.positions = new CursorMetrics(cursors);
  }

  /**
   * Writes all metrics that a caller may read. Fails only when those of this process cannot be
   * written.
   *
   * @param scope whose; null for the whole installation: sums over all tenants
   */
  public Future<Buffer> write(Vertx vertx, ExpositionFormat exposition, @Nullable Scope scope) {
    boolean leading = leads.getAsBoolean();
    Future<Optional<List<Metric>>> record = record(vertx, leading, scope);
    Future<List<Metric>> read = positions.check(vertx, leading);
    return Future.join(record, read)
        .compose(
            both ->
                vertx.executeBlocking(
                    () -> exposition.write(snapshots(record.result(), read.result(), scope)),
                    false));
  }

  private static Future<Optional<List<Metric>>> record(
      Vertx vertx, boolean leading, @Nullable Scope scope) {
    return leading
        ? MetricsPorts.METRICS
            .ask(vertx, new AllMetrics(scope), DEADLINE)
            .map(Optional::of)
            .otherwise(Optional.empty())
        : Future.succeededFuture(Optional.of(List.of()));
  }

  private MetricSnapshots snapshots(
      Optional<List<Metric>> record, List<Metric> positions, @Nullable Scope scope) {
    MetricSnapshots read = read(processRegistry.getPrometheusRegistry().scrape(), positions);
    return merge(scope == null ? read : visible(read, record), record);
  }

  private static MetricSnapshots visible(MetricSnapshots all, Optional<List<Metric>> own) {
    return TenantMetricsFilter.namedBy(own.orElse(List.of())).of(all);
  }

  private static MetricSnapshots read(MetricSnapshots ours, List<Metric> positions) {
    Map<String, MetricSnapshot> all = byName(ours);
    positions.forEach(metric -> add(metric, all));
    return new MetricSnapshots(all.values());
  }

  /**
   * The metrics of this process and the record's, by name. Where both have one, the record's is
   * served: it survives a restart.
   *
   * @param record empty without an answer
   */
  static MetricSnapshots merge(MetricSnapshots ours, Optional<List<Metric>> record) {
    Map<String, MetricSnapshot> all = byName(ours);
    boolean complete = record.isPresent();
    for (Metric metric : record.orElse(List.of())) {
      complete &= add(metric, all);
    }
    MetricSnapshot about = complete(complete);
    all.put(about.getMetadata().getPrometheusName(), about);
    return new MetricSnapshots(all.values());
  }

  private static Map<String, MetricSnapshot> byName(MetricSnapshots metrics) {
    Map<String, MetricSnapshot> all = new TreeMap<>();
    metrics.forEach(metric -> all.put(metric.getMetadata().getPrometheusName(), metric));
    return all;
  }

  /**
   * One metric that cannot be written must not hide the others, but makes the answer incomplete.
   */
  private static boolean add(Metric metric, Map<String, MetricSnapshot> all) {
    try {
      MetricSnapshot snapshot = StoredMetricsMapper.snapshot(metric);
      all.put(snapshot.getMetadata().getPrometheusName(), snapshot);
      return true;
    } catch (IllegalArgumentException unfit) {
      log.atDebug()
          .addKeyValue(TelemetryNames.LABEL_METRIC, metric.name())
          .setCause(unfit)
          .log("a metric of the record cannot be written");
      return false;
    }
  }

  private static MetricSnapshot complete(boolean complete) {
    MetricDescriptor help =
        MetricDescriptor.of(TelemetryNames.METRIC_METRICS_COMPLETE).orElseThrow();
    return new GaugeSnapshot(
        new MetricMetadata(help.exposedName(), help.help()),
        List.of(GaugeDataPointSnapshot.builder().value(complete ? 1 : 0).build()));
  }
}
