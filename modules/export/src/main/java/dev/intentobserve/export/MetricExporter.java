package dev.intentobserve.export;

import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.MetricsPorts.AllMetrics;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Head;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ships the figures of the record as they are at each tick. They are cumulative, so what a receiver
 * missed is in what it gets next: nothing waits but the figures under way, and those only until a
 * tick brings newer ones. An empty record has no figures, and nothing is sent.
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
  private @Nullable Instant start;

  /**
   * @param retryTimer that of the delivery
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
   * Begins a round, or where one is under way sees to it that another follows: at once if the
   * receiver is to be tried again anyway. Never fails; completes when no round is under way or due.
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

  /** Completes when no round is under way. */
  Future<Void> awaitIdle() {
    return currentRun;
  }

  private Future<Void> runWhileDue() {
    due = false;
    retryTimer.markFresh();
    return ship()
        .onSuccess(exported -> failed = false)
        .otherwise(this::note)
        .compose(over -> due && !retryTimer.ended() ? runWhileDue() : Future.succeededFuture());
  }

  private Future<Void> ship() {
    return countedSince()
        .compose(
            since ->
                since.isEmpty()
                    ? Future.succeededFuture()
                    : MetricsPorts.METRICS
                        .ask(vertx, new AllMetrics(), DEADLINE)
                        .compose(metrics -> ship(since.get(), metrics)));
  }

  private Future<Void> ship(Instant since, List<Metric> metrics) {
    MetricMapper mapper = new MetricMapper(since, clock.instant());
    RequestBatcher<io.opentelemetry.proto.metrics.v1.Metric> batches =
        new RequestBatcher<>(delivery, tuning, new ExportRefusals());
    Iterator<ExportItem<io.opentelemetry.proto.metrics.v1.Metric>> points =
        metrics.stream().flatMap(mapper::map).map(ExportItem::ofNoEvent).iterator();
    return batches.add(points).compose(added -> batches.flush());
  }

  /**
   * The receipt of the first event: a moment that neither a restart nor a rebuild moves. Empty for
   * an empty record.
   */
  private Future<Optional<Instant>> countedSince() {
    if (start != null) {
      return Future.succeededFuture(Optional.of(start));
    }
    return StorePorts.HEAD
        .ask(vertx, new Head())
        .compose(head -> head == 0 ? Future.succeededFuture(Optional.empty()) : first(head))
        .onSuccess(first -> start = first.orElse(null));
  }

  private Future<Optional<Instant>> first(long head) {
    return StorePorts.READ_AFTER
        .ask(vertx, new ReadAfter(0, head, 1))
        .map(page -> page.events().stream().findFirst().map(StoredEvent::receivedTime));
  }

  /** Once, until it works again: the next tick tries anyway. */
  private @Nullable Void note(Throwable error) {
    if (!(error instanceof RetryTimer.TimerStopped) && !failed) {
      failed = true;
      log.atWarn()
          .addKeyValue(TelemetryNames.DESTINATION, TelemetryNames.EXPORT_METRICS)
          .setCause(error)
          .log("no figures to ship, trying again at the next interval");
    }
    return null;
  }
}
