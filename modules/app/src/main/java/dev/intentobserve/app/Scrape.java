package dev.intentobserve.app;

import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.MetricsContract.AllMetrics;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.MetricHelp;
import dev.intentobserve.event.Names;
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
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One answer with the house's own figures and those of the record. Where the record's are not to be
 * had in time the house's are served alone and {@link Names#METRIC_METRICS_COMPLETE} is 0: a scrape
 * never fails for it, and never shows figures of an earlier one.
 */
final class Scrape {
  private static final Logger log = LoggerFactory.getLogger(Scrape.class);
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final PrometheusMeterRegistry house;
  private final BooleanSupplier leads;

  /**
   * @param leads where it says no, another process shows the figures of the record, and a sum over
   *     all of them must not count these twice
   */
  Scrape(PrometheusMeterRegistry house, BooleanSupplier leads) {
    this.house = house;
    this.leads = leads;
  }

  /** Fails only when the house's own figures cannot be written. */
  Future<Buffer> write(Vertx vertx, Exposition exposition) {
    return record(vertx)
        .compose(
            record ->
                vertx.executeBlocking(
                    () -> exposition.write(merge(house.getPrometheusRegistry().scrape(), record)),
                    false));
  }

  private Future<Optional<List<Metric>>> record(Vertx vertx) {
    return leads.getAsBoolean()
        ? MetricsContract.METRICS
            .ask(vertx, new AllMetrics(), DEADLINE)
            .map(Optional::of)
            .otherwise(Optional.empty())
        : Future.succeededFuture(Optional.of(List.of()));
  }

  /**
   * Ours and the record's, by name. What both have is shown as the record has it: that survives us.
   *
   * @param record empty when nobody answered
   */
  static MetricSnapshots merge(MetricSnapshots ours, Optional<List<Metric>> record) {
    Map<String, MetricSnapshot> all = new TreeMap<>();
    ours.forEach(metric -> all.put(metric.getMetadata().getPrometheusName(), metric));
    boolean complete = record.isPresent();
    for (Metric metric : record.orElse(List.of())) {
      complete &= add(metric, all);
    }
    MetricSnapshot about = complete(complete);
    all.put(about.getMetadata().getPrometheusName(), about);
    return new MetricSnapshots(all.values());
  }

  /** One metric that cannot be shown must not hide the others; nor may it go unnoticed. */
  private static boolean add(Metric metric, Map<String, MetricSnapshot> all) {
    try {
      MetricSnapshot snapshot = RecordMetrics.snapshot(metric);
      all.put(snapshot.getMetadata().getPrometheusName(), snapshot);
      return true;
    } catch (IllegalArgumentException unfit) {
      log.atDebug()
          .addKeyValue(Names.LABEL_METRIC, metric.name())
          .setCause(unfit)
          .log("a metric of the record cannot be shown");
      return false;
    }
  }

  private static MetricSnapshot complete(boolean complete) {
    MetricHelp help = MetricHelp.of(Names.METRIC_METRICS_COMPLETE).orElseThrow();
    return new GaugeSnapshot(
        new MetricMetadata(help.exposedName(), help.help()),
        List.of(GaugeDataPointSnapshot.builder().value(complete ? 1 : 0).build()));
  }
}
