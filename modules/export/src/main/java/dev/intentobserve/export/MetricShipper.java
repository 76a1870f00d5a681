package dev.intentobserve.export;

import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.MetricsContract.AllMetrics;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Stored;
import dev.intentobserve.export.ExportConfig.Tuning;
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
final class MetricShipper {
  private static final Logger log = LoggerFactory.getLogger(MetricShipper.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Delivery<io.opentelemetry.proto.metrics.v1.Metric> delivery;
  private final Patience patience;
  private final Tuning tuning;
  private final InstantSource clock;

  private Future<Void> round = Future.succeededFuture();
  private boolean due;
  private boolean failed;
  private @Nullable Instant start;

  /**
   * @param patience that of the delivery
   */
  MetricShipper(
      Vertx vertx,
      Delivery<io.opentelemetry.proto.metrics.v1.Metric> delivery,
      Patience patience,
      Tuning tuning,
      InstantSource clock) {
    this.vertx = vertx;
    this.delivery = delivery;
    this.patience = patience;
    this.tuning = tuning;
    this.clock = clock;
  }

  /**
   * Begins a round, or where one is under way sees to it that another follows: at once if the
   * receiver is to be tried again anyway. Never fails; completes when no round is under way or due.
   */
  Future<Void> tick() {
    if (round.isComplete()) {
      round = rounds();
    } else {
      due = true;
      patience.supersede();
    }
    return round;
  }

  /** Completes when no round is under way. */
  Future<Void> underWay() {
    return round;
  }

  private Future<Void> rounds() {
    due = false;
    patience.renew();
    return ship()
        .onSuccess(shipped -> failed = false)
        .otherwise(this::note)
        .compose(over -> due && !patience.ended() ? rounds() : Future.succeededFuture());
  }

  private Future<Void> ship() {
    return countedSince()
        .compose(
            since ->
                since.isEmpty()
                    ? Future.succeededFuture()
                    : MetricsContract.METRICS
                        .ask(vertx, new AllMetrics(), DEADLINE)
                        .compose(metrics -> ship(since.get(), metrics)));
  }

  private Future<Void> ship(Instant since, List<Metric> metrics) {
    MetricMapper mapper = new MetricMapper(since, clock.instant());
    Batches<io.opentelemetry.proto.metrics.v1.Metric> batches =
        new Batches<>(delivery, tuning, new Refusals());
    Iterator<Item<io.opentelemetry.proto.metrics.v1.Metric>> points =
        metrics.stream().flatMap(mapper::map).map(Item::ofNoEvent).iterator();
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
    return StoreContract.HEAD
        .ask(vertx, new Head())
        .compose(head -> head == 0 ? Future.succeededFuture(Optional.empty()) : first(head))
        .onSuccess(first -> start = first.orElse(null));
  }

  private Future<Optional<Instant>> first(long head) {
    return StoreContract.READ_AFTER
        .ask(vertx, new ReadAfter(0, head, 1))
        .map(page -> page.events().stream().findFirst().map(Stored::receivedTime));
  }

  /** Once, until it works again: the next tick tries anyway. */
  private @Nullable Void note(Throwable error) {
    if (!(error instanceof Patience.Ended) && !failed) {
      failed = true;
      log.atWarn()
          .addKeyValue(Names.DESTINATION, Names.EXPORT_METRICS)
          .setCause(error)
          .log("no figures to ship, trying again at the next interval");
    }
    return null;
  }
}
