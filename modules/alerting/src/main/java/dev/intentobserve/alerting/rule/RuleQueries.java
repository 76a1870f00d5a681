package dev.intentobserve.alerting.rule;

import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.ActivityOf;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
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
   * The items of all pages; with a {@code next} when reading stopped at the page limit.
   *
   * @param query for one page of {@link #PAGE_SIZE} items, by the page's cursor
   */
  <Q, T> Future<Listing<T>> all(Port<Q, Listing<T>> port, Function<@Nullable String, Q> query) {
    return next(port, query, new Listing<>(List.of(), null), 1);
  }

  private <Q, T> Future<Listing<T>> next(
      Port<Q, Listing<T>> port, Function<@Nullable String, Q> query, Listing<T> before, int page) {
    return ask(port, query.apply(before.next()))
        .compose(
            listing -> {
              List<T> items = new ArrayList<>(before.items());
              items.addAll(listing.items());
              Listing<T> all = new Listing<>(items, listing.next());
              return all.next() == null || page == MAX_PAGES
                  ? Future.succeededFuture(all)
                  : next(port, query, all, page + 1);
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
