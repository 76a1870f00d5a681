package dev.intentobserve.api.http;

import dev.intentobserve.api.ApiConfig;
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

/** Asks the other rooms, each time with the window's deadline. */
public record Backend(Vertx vertx, ApiConfig config) {

  /** One page of a list that may be read on. */
  public interface PageSource<T> {
    Future<Listing<T>> read(int limit, @Nullable String cursor);
  }

  public <Q, A> Future<A> ask(Port<Q, A> port, Q question) {
    return port.ask(vertx, question, config.deadline());
  }

  /** Where the entities stand and in which state; asks nobody when there are none. */
  public Future<Map<EntityKey, EntityPlacement>> place(Scope scope, Set<EntityKey> keys) {
    return place(scope, keys, true);
  }

  private Future<Map<EntityKey, EntityPlacement>> place(
      Scope scope, Set<EntityKey> keys, boolean states) {
    return keys.isEmpty()
        ? Future.succeededFuture(Map.of())
        : ask(TracePorts.PLACEMENTS, new PlacementsOf(scope, keys, states));
  }

  /** Where the entities of some events of one scope stand, asked once for all of them. */
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

  /** Reads on as far as a request may; the answer then leads on to the rest. */
  public <T, R> Future<Listing<R>> scan(
      PageSource<T> pages,
      int limit,
      @Nullable String cursor,
      Function<List<T>, Future<List<R>>> filter) {
    return new FilteredPageReader<>(pages, filter, limit, config).from(cursor);
  }

  /** Computes something of a weight counted in spans, away from the event loop when it is heavy. */
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
        "Nothing leads from '"
            + ref
            + "' to a trace. Give an intent (INT-003), a cluster, a trace id or a trace string;"
            + " GET /api/v1/traces lists what there is. Just sent events take a moment to be"
            + " placed.");
  }
}
