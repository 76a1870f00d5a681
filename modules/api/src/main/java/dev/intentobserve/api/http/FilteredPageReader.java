package dev.intentobserve.api.http;

import dev.intentobserve.ports.StorePorts.Listing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of a list until enough items passed the filter, the list ended, or the request has
 * used up its pages or its time. To be used once, on one context.
 */
final class FilteredPageReader<T> {
  private final Backend.PageSource<T> pages;
  private final Predicate<T> filter;
  private final int limit;
  private final List<T> found = new ArrayList<>();
  private final long startedAt = System.nanoTime();
  private final Duration time;
  private int pagesLeft;

  FilteredPageReader(
      Backend.PageSource<T> pages, Predicate<T> filter, int limit, ReadConfig config) {
    this.pages = pages;
    this.filter = filter;
    this.limit = limit;
    this.time = config.scanTime();
    this.pagesLeft = config.scanPages();
  }

  Future<Listing<T>> from(@Nullable String cursor) {
    return pages
        .read(limit - found.size(), cursor)
        .compose(
            page -> {
              page.items().stream().filter(filter).forEach(found::add);
              return page.next() == null || enough()
                  ? Future.succeededFuture(new Listing<>(found, page.next()))
                  : from(page.next());
            });
  }

  private boolean enough() {
    pagesLeft--;
    return found.size() >= limit
        || pagesLeft <= 0
        || System.nanoTime() - startedAt >= time.toNanos();
  }
}
