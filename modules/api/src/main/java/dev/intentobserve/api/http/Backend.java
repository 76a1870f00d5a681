package dev.intentobserve.api.http;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.SilencesOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.ports.TracePorts.TreeOf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the other modules, each time with the deadline of a read. */
public record Backend(Vertx vertx, ReadConfig config) {

  public interface PageSource<T> {
    Future<Listing<T>> read(int limit, @Nullable String cursor);
  }

  public <Q, A> Future<A> ask(Port<Q, A> port, Q question) {
    return port.ask(vertx, question, config.deadline());
  }

  /** As {@link #ask}; fails as missing where the answer is empty. */
  public <Q, A> Future<A> require(
      Port<Q, Optional<A>> port, Q question, String code, String message) {
    return ask(port, question).map(found -> found.orElseThrow(() -> Fault.missing(code, message)));
  }

  /** Placement and state of these entities; asks nothing when there are none. */
  public Future<Map<EntityKey, EntityPlacement>> place(Scope scope, Set<EntityKey> keys) {
    return keys.isEmpty()
        ? Future.succeededFuture(Map.of())
        : ask(TracePorts.PLACEMENTS, new PlacementsOf(scope, keys, true));
  }

  /** Placements of the entities of some events of one scope, in one question. */
  public Future<Map<EntityKey, Placement>> placements(Scope scope, Collection<StoredEvent> events) {
    Set<EntityKey> keys = new HashSet<>();
    for (StoredEvent stored : events) {
      EntityKey entity = stored.event().entity();
      if (entity != null) {
        keys.add(entity);
      }
    }
    if (keys.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return ask(TracePorts.PLACEMENTS, new PlacementsOf(scope, keys, false))
        .map(
            placed -> {
              Map<EntityKey, Placement> placements = new HashMap<>();
              placed.forEach((key, value) -> placements.put(key, value.placement()));
              return placements;
            });
  }

  public static @Nullable Placement of(Map<EntityKey, Placement> placements, StoredEvent stored) {
    EntityKey entity = stored.event().entity();
    return entity == null ? null : placements.get(entity);
  }

  public Future<TraceTree> tree(Scope scope, String ref) {
    return require(
        TracePorts.TREE,
        new TreeOf(scope, ref),
        "trace_not_found",
        "No trace found for '"
            + ref
            + "'. Give an intent (INT-003), a cluster, a trace id or a trace string;"
            + " GET /api/v1/traces lists the traces. Events sent just now take a moment to be"
            + " placed.");
  }

  /** Reads as far as one request may; the cursor of the answer continues behind that. */
  public <T> Future<Listing<T>> scan(QueryParams params, Predicate<T> filter, PageSource<T> pages) {
    return new FilteredPageReader<>(pages, filter, params.limit(), config)
        .from(params.text("cursor"));
  }

  public Future<List<Silence>> activeSilences(Scope scope, Instant at) {
    return silences(scope, at)
        .map(all -> all.stream().filter(silence -> silence.active(at)).toList());
  }

  /** The silences of a scope that have not ended by {@code lastingAt}; all of them with null. */
  public Future<List<Silence>> silences(Scope scope, @Nullable Instant lastingAt) {
    return ask(AlertStorePorts.SILENCES, new SilencesOf(scope, lastingAt))
        .map(
            all ->
                all.stream()
                    .filter(scoped -> scoped.scope().equals(scope))
                    .map(Scoped::value)
                    .toList());
  }

  /** Works on another thread when it weighs much, in spans or what costs about as much as one. */
  public <T> Future<T> work(int weight, Supplier<T> work) {
    return weight > config.blockingSpans()
        ? vertx.executeBlocking(work::get, false)
        : Future.succeededFuture(work.get());
  }

  /**
   * Reads pages of a list until enough items passed the filter, the list ended, or the request has
   * used up its pages or its time. To be used once, on one context.
   */
  private static final class FilteredPageReader<T> {
    private final PageSource<T> pages;
    private final Predicate<T> filter;
    private final int limit;
    private final List<T> found = new ArrayList<>();
    private final long startedAt = System.nanoTime();
    private final Duration time;
    private int pagesLeft;

    FilteredPageReader(PageSource<T> pages, Predicate<T> filter, int limit, ReadConfig config) {
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
}
