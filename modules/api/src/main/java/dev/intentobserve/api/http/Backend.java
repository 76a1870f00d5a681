package dev.intentobserve.api.http;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.ports.TracePorts.TreeOf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
    return place(scope, keys, true);
  }

  private Future<Map<EntityKey, EntityPlacement>> place(
      Scope scope, Set<EntityKey> keys, boolean states) {
    return keys.isEmpty()
        ? Future.succeededFuture(Map.of())
        : ask(TracePorts.PLACEMENTS, new PlacementsOf(scope, keys, states));
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
    return place(scope, keys, false).map(Backend::placementsOf);
  }

  public static @Nullable Placement of(Map<EntityKey, Placement> placements, StoredEvent stored) {
    EntityKey entity = stored.event().entity();
    return entity == null ? null : placements.get(entity);
  }

  public Future<TraceTree> tree(Scope scope, String ref) {
    return ask(TracePorts.TREE, new TreeOf(scope, ref))
        .map(tree -> tree.orElseThrow(() -> traceNotFound(ref)));
  }

  /** Reads as far as one request may; the cursor of the answer continues behind that. */
  public <T, R> Future<Listing<R>> scan(
      PageSource<T> pages,
      int limit,
      @Nullable String cursor,
      Function<List<T>, Future<List<R>>> filter) {
    return new FilteredPageReader<>(pages, filter, limit, config).from(cursor);
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

  private static Map<EntityKey, Placement> placementsOf(Map<EntityKey, EntityPlacement> placed) {
    Map<EntityKey, Placement> placements = new HashMap<>();
    placed.forEach((key, value) -> placements.put(key, value.placement()));
    return placements;
  }

  private static Fault traceNotFound(String ref) {
    return Fault.missing(
        "trace_not_found",
        "No trace found for '"
            + ref
            + "'. Give an intent (INT-003), a cluster, a trace id or a trace string;"
            + " GET /api/v1/traces lists the traces. Events sent just now take a moment to be"
            + " placed.");
  }
}
