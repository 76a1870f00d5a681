package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.AboveKeys;
import dev.intentobserve.ports.StorePorts.EntityGraph;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.ports.TracePorts.TreeByRoot;
import dev.intentobserve.ports.TracePorts.TreeOf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Loads related entities from the store and runs the pure parts on them; large graphs on a worker
 * thread.
 */
final class GraphLoader {
  /** The largest amount of work on the event loop. */
  private static final int SMALL_GRAPH = 2000;

  /** Entities in one query to the store. */
  private static final int MAX_KEYS_PER_QUERY = 10_000;

  private static final EntityGraph NONE = new EntityGraph(List.of(), List.of(), List.of());

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
                    : tree(new TreeByRoot(question.scope(), roots.getFirst())));
  }

  /** The tree a root belongs to; for a promoted cluster, that of its intent. */
  Future<Optional<TraceTree>> tree(TreeByRoot question) {
    Scope scope = question.scope();
    return above(scope, Set.of(question.root()))
        .compose(
            graph -> {
              EntityKey root = new EntityLineage(scope, graph).root(question.root());
              return root == null
                  ? Future.succeededFuture(Optional.empty())
                  : buildTree(scope, root);
            });
  }

  Future<Map<EntityKey, EntityPlacement>> place(PlacementsOf question) {
    return above(question.scope(), question.keys())
        .compose(graph -> question.states() ? withDescendants(question, graph) : done(graph))
        .compose(graph -> computed(graph, () -> placed(question, graph)));
  }

  Future<EntityGraph> above(Scope scope, Set<EntityKey> keys) {
    return above(scope, keys, Set.of());
  }

  /** No query is about more than a page of keys. */
  Future<EntityGraph> above(Scope scope, Set<EntityKey> keys, Set<String> traceRefs) {
    if (keys.isEmpty()) {
      return Future.succeededFuture(NONE);
    }
    if (keys.size() <= MAX_KEYS_PER_QUERY) {
      return StorePorts.ABOVE.ask(vertx.get(), new AboveKeys(scope, keys, traceRefs));
    }
    List<EntityKey> all = List.copyOf(keys);
    Future<EntityGraph> graph = Future.succeededFuture(NONE);
    for (int from = 0; from < all.size(); from += MAX_KEYS_PER_QUERY) {
      Set<EntityKey> some =
          Set.copyOf(all.subList(from, Math.min(all.size(), from + MAX_KEYS_PER_QUERY)));
      Set<String> refs = from == 0 ? traceRefs : Set.of();
      graph =
          graph.compose(
              soFar ->
                  StorePorts.ABOVE
                      .ask(vertx.get(), new AboveKeys(scope, some, refs))
                      .map(more -> union(soFar, more)));
    }
    return graph;
  }

  private Future<Optional<TraceTree>> buildTree(Scope scope, EntityKey root) {
    return graph(scope, root)
        .compose(
            graph ->
                computed(
                    graph,
                    () -> Optional.of(TraceBuilder.build(new EntityLineage(scope, graph), root))));
  }

  private Future<EntityGraph> graph(Scope scope, EntityKey root) {
    return StorePorts.BELOW
        .ask(vertx.get(), new Scoped<>(scope, root))
        .compose(graph -> complete(scope, Set.of(root), graph));
  }

  /** Adds entities outside that may have a better claim on one inside. */
  private Future<EntityGraph> complete(
      Scope scope, Set<EntityKey> topAncestors, EntityGraph graph) {
    return computed(
            graph, () -> new TopAncestors(new EntityLineage(scope, graph)).unresolved(topAncestors))
        .compose(unresolved -> above(scope, unresolved))
        .map(above -> above.facts().isEmpty() ? graph : union(graph, above));
  }

  private static Map<EntityKey, EntityPlacement> placed(PlacementsOf question, EntityGraph graph) {
    return PlacementResolver.place(new EntityLineage(question.scope(), graph), question.keys());
  }

  private static Future<EntityGraph> done(EntityGraph graph) {
    return Future.succeededFuture(graph);
  }

  private Future<EntityGraph> withDescendants(PlacementsOf question, EntityGraph above) {
    List<EntityKey> keys =
        question.keys().stream()
            .filter(key -> STATE_FROM_DESCENDANTS.contains(key.kind()))
            .toList();
    return Futures.fold(
        keys,
        above,
        (graph, key) ->
            StorePorts.BELOW
                .ask(vertx.get(), new Scoped<>(question.scope(), key))
                .map(below -> union(graph, below)));
  }

  private static EntityGraph union(EntityGraph a, EntityGraph b) {
    return new EntityGraph(
        joined(a.facts(), b.facts()),
        joined(a.memberships(), b.memberships()),
        joined(a.aliases(), b.aliases()));
  }

  private static <T> List<T> joined(List<T> a, List<T> b) {
    List<T> joined = new ArrayList<>(a);
    joined.addAll(b);
    return joined;
  }

  private <T> Future<T> computed(EntityGraph graph, Supplier<T> computation) {
    return computed(weight(graph), computation);
  }

  /** On the event loop if it is little work, else on a worker thread. */
  <T> Future<T> computed(long weight, Supplier<T> computation) {
    return weight <= SMALL_GRAPH
        ? Future.succeededFuture().map(go -> computation.get())
        : vertx.get().executeBlocking(computation::get, false);
  }

  /** The amount of work; each member of a list counts. */
  static long weight(EntityGraph graph) {
    long listed = 0;
    for (Membership membership : graph.memberships()) {
      listed += 1 + membership.ids().size();
    }
    return graph.facts().size() + listed;
  }
}
