package dev.intentobserve.api.http;

import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of a list until enough items passed the filter, the list ended, or the request has
 * used up its pages or its time. To be used once, on one context.
 */
final class FilteredPageReader<T, R> {
  private final Backend.PageSource<T> pages;
  private final Function<List<T>, Future<List<R>>> filter;
  private final int limit;
  private final List<R> found = new ArrayList<>();
  private final long startedAt = System.nanoTime();
  private final Duration time;
  private int pagesLeft;

  FilteredPageReader(
      Backend.PageSource<T> pages,
      Function<List<T>, Future<List<R>>> filter,
      int limit,
      ReadConfig config) {
    this.pages = pages;
    this.filter = filter;
    this.limit = limit;
    this.time = config.scanTime();
    this.pagesLeft = config.scanPages();
  }

  Future<Listing<R>> from(@Nullable String cursor) {
    return pages
        .read(limit - found.size(), cursor)
        .compose(page -> filter.apply(page.items()).onSuccess(found::addAll).map(page.next()))
        .compose(next -> next == null || enough() ? answer(next) : from(next));
  }

  private boolean enough() {
    pagesLeft--;
    return found.size() >= limit
        || pagesLeft <= 0
        || System.nanoTime() - startedAt >= time.toNanos();
  }

  private Future<Listing<R>> answer(@Nullable String next) {
    return Future.succeededFuture(new Listing<>(found, next));
  }
}
