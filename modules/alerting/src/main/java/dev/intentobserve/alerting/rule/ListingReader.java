package dev.intentobserve.alerting.rule;

import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads lists page by page, up to a length nobody would read. */
final class ListingReader {
  static final int SIZE = 1_000;
  private static final int MAX_PAGES = 10;

  private final Vertx vertx;
  private final Duration deadline;

  /** Items of a list, and whether these are all of them. */
  record ListingItems<T>(List<T> items, boolean complete) {
    ListingItems {
      items = List.copyOf(items);
    }
  }

  ListingReader(Vertx vertx, Duration deadline) {
    this.vertx = vertx;
    this.deadline = deadline;
  }

  /**
   * The items of all pages.
   *
   * @param question for a page of {@link #SIZE}, by its cursor
   */
  <Q, T> Future<ListingItems<T>> all(
      Port<Q, Listing<T>> port, Function<@Nullable String, Q> question) {
    return next(port, question, null, List.of(), 1);
  }

  private <Q, T> Future<ListingItems<T>> next(
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
              return listing.next() == null || number == MAX_PAGES
                  ? Future.succeededFuture(new ListingItems<>(items, listing.next() == null))
                  : next(port, question, listing.next(), items, number + 1);
            });
  }
}
