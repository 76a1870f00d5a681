package dev.intentobserve.export;

import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.MetricsPorts.AllMetrics;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports the current metrics at each tick. Metrics are cumulative, so the next export includes
 * what a destination missed; nothing has to be kept but the request being sent, and that only until
 * the next tick. While no event is stored, nothing is sent.
 */
final class MetricExporter {
  private static final Logger log = LoggerFactory.getLogger(MetricExporter.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final BatchDelivery<io.opentelemetry.proto.metrics.v1.Metric> delivery;
  private final RetryTimer retryTimer;
  private final Tuning tuning;
  private final InstantSource clock;

  private Future<Void> currentRun = Future.succeededFuture();
  private boolean due;
  private boolean failed;
  private boolean stopped;
  private @Nullable Instant start;

  /**
   * @param retryTimer the timer of the delivery
   */
  MetricExporter(
      Vertx vertx,
      BatchDelivery<io.opentelemetry.proto.metrics.v1.Metric> delivery,
      RetryTimer retryTimer,
      Tuning tuning,
      InstantSource clock) {
    this.vertx = vertx;
    this.delivery = delivery;
    this.retryTimer = retryTimer;
    this.tuning = tuning;
    this.clock = clock;
  }

  /**
   * Starts an export. If one is running, another follows it; a running retry pause is then the last
   * one. Never fails; completes when no export is running or due.
   */
  Future<Void> tick() {
    if (currentRun.isComplete()) {
      currentRun = runWhileDue();
    } else {
      due = true;
      retryTimer.markStale();
    }
    return currentRun;
  }

  /**
   * Exports now and then at a fixed interval.
   *
   * @param interval completes after one interval
   */
  void start(Supplier<Future<Void>> interval) {
    if (!stopped) {
      tick();
      interval.get().onSuccess(over -> start(interval));
    }
  }

  /** Starts nothing new; completes when no export is running. */
  Future<Void> stop() {
    stopped = true;
    return currentRun;
  }

  private Future<Void> runWhileDue() {
    due = false;
    retryTimer.markFresh();
    return export()
        .onSuccess(exported -> failed = false)
        .otherwise(this::logFailure)
        .compose(over -> due && !retryTimer.isStopped() ? runWhileDue() : Future.succeededFuture());
  }

  private Future<Void> export() {
    return countedSince()
        .compose(
            since ->
                since.isEmpty()
                    ? Future.succeededFuture()
                    : MetricsPorts.METRICS
                        .ask(vertx, new AllMetrics(), DEADLINE)
                        .compose(metrics -> export(since.get(), metrics)));
  }

  private Future<Void> export(Instant since, List<Metric> metrics) {
    MetricMapper mapper = new MetricMapper(since, clock.instant());
    RequestBatcher<io.opentelemetry.proto.metrics.v1.Metric> batches =
        new RequestBatcher<>(vertx, delivery, tuning, new ExportRefusals());
    Iterator<ExportItem<io.opentelemetry.proto.metrics.v1.Metric>> points =
        metrics.stream().flatMap(mapper::map).map(ExportItem::ofNoEvent).iterator();
    return batches.add(points).compose(added -> batches.flush());
  }

  /**
   * The time the first event was received, which neither a restart nor a rebuild changes. Empty if
   * no event is stored.
   */
  private Future<Optional<Instant>> countedSince() {
    if (start != null) {
      return Future.succeededFuture(Optional.of(start));
    }
    return StorePorts.HEAD
        .ask(vertx, new Nothing())
        .compose(head -> head == 0 ? Future.succeededFuture(Optional.empty()) : first(head))
        .onSuccess(first -> start = first.orElse(null));
  }

  private Future<Optional<Instant>> first(long head) {
    return StorePorts.READ_AFTER
        .ask(vertx, new ReadAfter(0, head, 1))
        .map(page -> page.events().stream().findFirst().map(StoredEvent::receivedTime));
  }

  /** Logs once until the next success, because every tick tries again. */
  private @Nullable Void logFailure(Throwable error) {
    if (!(error instanceof RetryTimer.TimerStopped) && !failed) {
      failed = true;
      log.atWarn()
          .addKeyValue(TelemetryNames.DESTINATION, TelemetryNames.EXPORT_METRICS)
          .setCause(error)
          .log("metrics not available; trying again at the next interval");
    }
    return null;
  }
}
