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
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the other modules, each time with the deadline of a read. */
public record Backend(Vertx vertx, ReadConfig config) {

  /** Reads a list page by page. */
  public interface PageSource<T> {
    Future<Listing<T>> read(int limit, @Nullable String cursor);
  }

  public <Q, A> Future<A> ask(Port<Q, A> port, Q question) {
    return port.ask(vertx, question, config.deadline());
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
    return ask(TracePorts.TREE, new TreeOf(scope, ref))
        .map(
            tree ->
                tree.orElseThrow(
                    () ->
                        Fault.missing(
                            "trace_not_found",
                            "No trace found for '"
                                + ref
                                + "'. Give an intent (INT-003), a cluster, a trace id or a trace"
                                + " string; GET /api/v1/traces lists the traces. Events sent just"
                                + " now take a moment to be placed.")));
  }

  /** Reads as far as one request may; the cursor of the answer continues behind that. */
  public <T> Future<Listing<T>> scan(QueryParams params, Predicate<T> filter, PageSource<T> pages) {
    return new FilteredPageReader<>(pages, filter, params.limit(), config)
        .from(params.text("cursor"));
  }

  /** The silences of a scope that are active at a moment. */
  public Future<List<Silence>> activeSilences(Scope scope, Instant at) {
    return silences(scope, at)
        .map(all -> all.stream().filter(silence -> silence.active(at)).toList());
  }

  /**
   * The silences of a scope.
   *
   * @param lastingAt leaves out those that have ended by then; null for all
   */
  public Future<List<Silence>> silences(Scope scope, @Nullable Instant lastingAt) {
    return ask(AlertStorePorts.SILENCES, new SilencesOf(scope, lastingAt))
        .map(
            all ->
                all.stream()
                    .filter(scoped -> scoped.scope().equals(scope))
                    .map(Scoped::value)
                    .toList());
  }

  /**
   * Computes something, on a worker thread when it is heavy.
   *
   * @param weight in spans, or in what costs about as much as a span
   */
  public <T> Future<T> work(int weight, Supplier<T> work) {
    return weight > config.blockingSpans()
        ? vertx.executeBlocking(work::get, false)
        : Future.succeededFuture(work.get());
  }
}
