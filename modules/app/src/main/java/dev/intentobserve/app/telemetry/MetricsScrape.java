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
 * One answer with the house's own figures and those of the record. Where the record's are not to be
 * had in time the house's are served alone and {@link TelemetryNames#METRIC_METRICS_COMPLETE} is 0:
 * a scrape never fails for it, and never shows figures of an earlier one.
 */
public final class MetricsScrape {
  static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(MetricsScrape.class);

  private final PrometheusMeterRegistry service;
  private final BooleanSupplier leads;
  private final CursorMetrics positions;

  /**
   * What was asked of the record for one answer.
   *
   * @param metrics empty when nobody answered
   */
  private record StoreAnswers(Optional<List<Metric>> metrics, List<Metric> positions) {}

  /**
   * Answers what one process knows.
   *
   * @param leads where it says no, another process shows the figures of the record, and a sum over
   *     all of them must not count these twice
   * @param cursors of the readers that run where this process leads
   */
  public MetricsScrape(
      PrometheusMeterRegistry service, BooleanSupplier leads, Set<String> cursors) {
    this.service = service;
    this.leads = leads;
    this.positions = new CursorMetrics(cursors);
  }

  /**
   * Of the whole installation: sums over all tenants. Fails only when the house's own figures
   * cannot be written.
   */
  public Future<Buffer> write(Vertx vertx, ExpositionFormat exposition) {
    return write(vertx, exposition, null);
  }

  /**
   * For one tenant and project.
   *
   * @param scope whose; null for the whole installation
   */
  public Future<Buffer> write(Vertx vertx, ExpositionFormat exposition, @Nullable Scope scope) {
    return subscribe(vertx, scope)
        .compose(
            heard -> vertx.executeBlocking(() -> exposition.write(snapshots(heard, scope)), false));
  }

  private Future<StoreAnswers> subscribe(Vertx vertx, @Nullable Scope scope) {
    boolean leading = leads.getAsBoolean();
    Future<Optional<List<Metric>>> record = record(vertx, leading, scope);
    Future<List<Metric>> read = positions.check(vertx, leading);
    return Future.join(record, read).map(both -> new StoreAnswers(record.result(), read.result()));
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

  private MetricSnapshots snapshots(StoreAnswers heard, @Nullable Scope scope) {
    MetricSnapshots read = read(service.getPrometheusRegistry().scrape(), heard.positions());
    return merge(scope == null ? read : visible(read, heard.metrics()), heard.metrics());
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
   * Ours and the record's, by name. What both have is shown as the record has it: that survives us.
   *
   * @param record empty when nobody answered
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

  /** One metric that cannot be shown must not hide the others; nor may it go unnoticed. */
  private static boolean add(Metric metric, Map<String, MetricSnapshot> all) {
    try {
      MetricSnapshot snapshot = StoredMetricsMapper.snapshot(metric);
      all.put(snapshot.getMetadata().getPrometheusName(), snapshot);
      return true;
    } catch (IllegalArgumentException unfit) {
      log.atDebug()
          .addKeyValue(TelemetryNames.LABEL_METRIC, metric.name())
          .setCause(unfit)
          .log("a metric of the record cannot be shown");
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
