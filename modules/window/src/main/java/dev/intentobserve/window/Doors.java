package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Port;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.PlaceOf;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.contract.TraceContract.TreeOf;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.TraceTree;
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
record Doors(Vertx vertx, WindowConfig config) {

  /** One page of a list that may be read on. */
  interface Pages<T> {
    Future<Listing<T>> read(int limit, @Nullable String cursor);
  }

  <Q, A> Future<A> ask(Port<Q, A> port, Q question) {
    return port.ask(vertx, question, config.deadline());
  }

  /** Where the entities stand and in which state; asks nobody when there are none. */
  Future<Map<EntityKey, Placed>> place(Scope scope, Set<EntityKey> keys) {
    return place(scope, keys, true);
  }

  private Future<Map<EntityKey, Placed>> place(Scope scope, Set<EntityKey> keys, boolean states) {
    return keys.isEmpty()
        ? Future.succeededFuture(Map.of())
        : ask(TraceContract.PLACE, new PlaceOf(scope, keys, states));
  }

  /** Where the entities of some events of one scope stand, asked once for all of them. */
  Future<Map<EntityKey, Placement>> placements(Scope scope, Collection<Stored> events) {
    Set<EntityKey> keys = new HashSet<>();
    for (Stored stored : events) {
      EntityKey entity = stored.event().entity();
      if (entity != null) {
        keys.add(entity);
      }
    }
    return place(scope, keys, false).map(Doors::placementsOf);
  }

  static @Nullable Placement of(Map<EntityKey, Placement> placements, Stored stored) {
    EntityKey entity = stored.event().entity();
    return entity == null ? null : placements.get(entity);
  }

  Future<TraceTree> tree(Scope scope, String ref) {
    return ask(TraceContract.TREE, new TreeOf(scope, ref))
        .map(tree -> tree.orElseThrow(() -> noTrace(ref)));
  }

  /** Reads on as far as a request may; the answer then leads on to the rest. */
  <T, R> Future<Listing<R>> scan(
      Pages<T> pages,
      int limit,
      @Nullable String cursor,
      Function<List<T>, Future<List<R>>> sieve) {
    return new Scan<>(pages, sieve, limit, config).from(cursor);
  }

  /** Computes something of a weight counted in spans, away from the event loop when it is heavy. */
  <T> Future<T> work(int weight, Supplier<T> work) {
    return weight > config.blockingSpans()
        ? vertx.executeBlocking(work::get, false)
        : Future.succeededFuture(work.get());
  }

  private static Map<EntityKey, Placement> placementsOf(Map<EntityKey, Placed> placed) {
    Map<EntityKey, Placement> placements = new HashMap<>();
    placed.forEach((key, value) -> placements.put(key, value.placement()));
    return placements;
  }

  private static Fault noTrace(String ref) {
    return Fault.missing(
        "trace_not_found",
        "Nothing leads from '"
            + ref
            + "' to a trace. Give an intent (INT-003), a cluster, a trace id or a trace string;"
            + " GET /api/v1/traces lists what there is. Just sent events take a moment to be"
            + " placed.");
  }
}
