package dev.intentobserve.alerting.rule;

import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.ActivityOf;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The queries of the rules of one scope at one tick. */
final class RuleQueries {
  static final int PAGE_SIZE = 1_000;

  /** More than ten thousand alerts of one rule help no one; the limit bounds the tick. */
  private static final int MAX_PAGES = 10;

  /** Emitters that were silent for longer are forgotten; gaps of weeks are still learned. */
  private static final Duration EMITTER_HISTORY = Duration.ofDays(90);

  private final Vertx vertx;
  private final Duration deadline;
  private final RuleInput input;
  private @Nullable Future<List<Emitter>> emitters;

  RuleQueries(Vertx vertx, Duration deadline, RuleInput input) {
    this.vertx = vertx;
    this.deadline = deadline;
    this.input = input;
  }

  <Q, A> Future<A> ask(Port<Q, A> port, Q query) {
    return port.ask(vertx, query, deadline);
  }

  /**
   * The items of all pages.
   *
   * @param query for one page of {@link #PAGE_SIZE} items, by the page's cursor
   */
  <Q, T> Future<LoadedItems<T>> all(Port<Q, Listing<T>> port, Function<@Nullable String, Q> query) {
    return next(port, query, null, LoadedItems.all(List.of()), 1);
  }

  private <Q, T> Future<LoadedItems<T>> next(
      Port<Q, Listing<T>> port,
      Function<@Nullable String, Q> query,
      @Nullable String cursor,
      LoadedItems<T> before,
      int page) {
    return ask(port, query.apply(cursor))
        .compose(
            listing -> {
              boolean last = listing.next() == null;
              LoadedItems<T> items =
                  before.plus(new LoadedItems<>(listing.items(), last || page < MAX_PAGES));
              return last || page == MAX_PAGES
                  ? Future.succeededFuture(items)
                  : next(port, query, listing.next(), items, page + 1);
            });
  }

  /** When each emitter was active; loaded once for all rules. */
  Future<List<Emitter>> emitters() {
    if (emitters == null) {
      emitters =
          ask(
              MetricStorePorts.ACTIVITY,
              new ActivityOf(
                  input.scope(), input.now().minus(EMITTER_HISTORY), EmissionInterval.MINUTES));
    }
    return emitters;
  }
}
