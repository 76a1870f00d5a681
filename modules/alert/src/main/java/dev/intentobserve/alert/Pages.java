package dev.intentobserve.alert;

import dev.intentobserve.contract.Port;
import dev.intentobserve.contract.StoreContract.Listing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads lists page by page, up to a length nobody would read. */
final class Pages {
  static final int SIZE = 1_000;
  private static final int MOST = 10;

  private final Vertx vertx;
  private final Duration deadline;

  /** Items of a list, and whether these are all of them. */
  record Found<T>(List<T> items, boolean complete) {
    Found {
      items = List.copyOf(items);
    }
  }

  Pages(Vertx vertx, Duration deadline) {
    this.vertx = vertx;
    this.deadline = deadline;
  }

  /**
   * The items of all pages.
   *
   * @param question for a page of {@link #SIZE}, by its cursor
   */
  <Q, T> Future<Found<T>> all(Port<Q, Listing<T>> port, Function<@Nullable String, Q> question) {
    return next(port, question, null, List.of(), 1);
  }

  private <Q, T> Future<Found<T>> next(
      Port<Q, Listing<T>> port,
      Function<@Nullable String, Q> question,
      @Nullable String cursor,
      List<T> before,
      int number) {
    return port.ask(vertx, question.apply(cursor), deadline)
        .compose(
            listing -> {
              List<T> items = new ArrayList<>(before);
              items.addAll(listing.items());
              return listing.next() == null || number == MOST
                  ? Future.succeededFuture(new Found<>(items, listing.next() == null))
                  : next(port, question, listing.next(), items, number + 1);
            });
  }
}
