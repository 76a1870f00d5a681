package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.ports.TracePorts.TreeOf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Answers requests: loads related entities from the store and runs the pure parts on them; large
 * graphs on a worker thread. What one request loads may stem from several moments. That does no
 * harm, because facts and claims only ever add up: it is as if some events had come later.
 */
final class GraphLoader {
  /** The largest amount of work on the event loop. */
  private static final int SMALL_GRAPH = 2000;

  /** Their states depend on what is below them. */
  private static final Set<EntityKind> STATE_FROM_DESCENDANTS =
      EnumSet.of(EntityKind.INTENT, EntityKind.CLUSTER, EntityKind.SPEC, EntityKind.CONTRACT);

  private final Supplier<Vertx> vertx;

  GraphLoader(Supplier<Vertx> vertx) {
    this.vertx = vertx;
  }

  Future<Optional<TraceTree>> tree(TreeOf question) {
    return StorePorts.ROOTS
        .ask(vertx.get(), new Scoped<>(question.scope(), question.ref()))
        .compose(
            roots ->
                roots.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : tree(GraphClosure.ofRequest(vertx, question.scope()), roots.getFirst()));
  }

  /** The tree a root belongs to; for a promoted cluster, that of its intent. */
  private Future<Optional<TraceTree>> tree(GraphClosure closure, EntityKey below) {
    return closure
        .addBelow(Set.of(below))
        .load()
        .compose(loaded -> computed(vertx.get(), loaded.size(), loaded::lineage))
        .compose(
            lineage -> {
              EntityKey root = lineage.root(below);
              if (root == null) {
                return Future.succeededFuture(Optional.empty());
              }
              return root.equals(below)
                  ? computed(
                      vertx.get(),
                      closure.size(),
                      () -> Optional.of(TraceBuilder.build(lineage, root)))
                  : tree(closure, root);
            });
  }

  Future<Map<EntityKey, EntityPlacement>> place(PlacementsOf question) {
    GraphClosure closure =
        GraphClosure.ofRequest(vertx, question.scope()).addAbove(question.keys());
    if (question.states()) {
      closure.addBelow(withStateFromDescendants(question.keys()));
    }
    return closure
        .load()
        .compose(
            loaded ->
                computed(
                    vertx.get(),
                    loaded.size(),
                    () -> PlacementResolver.place(loaded.lineage(), question.keys())));
  }

  private static List<EntityKey> withStateFromDescendants(Set<EntityKey> keys) {
    return keys.stream().filter(key -> STATE_FROM_DESCENDANTS.contains(key.kind())).toList();
  }

  /**
   * On the event loop if it is little work, else on a worker thread.
   *
   * @param weight in entities
   */
  static <T> Future<T> computed(Vertx vertx, long weight, Supplier<T> computation) {
    return weight <= SMALL_GRAPH
        ? Future.succeededFuture().map(go -> computation.get())
        : vertx.executeBlocking(computation::get, false);
  }
}
