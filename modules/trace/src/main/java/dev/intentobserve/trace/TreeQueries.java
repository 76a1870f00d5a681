package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts.Trees;
import dev.intentobserve.ports.loop.StepQueue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers about many entities at once for the export, which follows the placement of events: mostly
 * from the part of the entity graph that is in memory because these events were just placed. Takes
 * turns with the loops that change it.
 */
final class TreeQueries {
  private static final Logger log = LoggerFactory.getLogger(TreeQueries.class);

  /** Roots whose trees are built at once. */
  private static final int ROOTS = 200;

  /** Entities below them; one root alone may have more, which are then loaded on their own. */
  private static final int ENTITIES = 20_000;

  /** The most that one large trace may displace from the memory that all share. */
  private static final int LARGE = 2_000;

  private final Supplier<Vertx> vertx;
  private final EntityGraphCache cache;
  private final StepQueue turns;
  private final FailureClassifier failures;

  TreeQueries(Supplier<Vertx> vertx, EntityGraphCache cache, StepQueue turns) {
    this.vertx = vertx;
    this.cache = cache;
    this.turns = turns;
    this.failures = new FailureClassifier(vertx);
  }

  Future<Map<EntityKey, Placement>> places(Scoped<Set<EntityKey>> question) {
    Scope scope = question.scope();
    return turns.take(
        () ->
            new GraphClosure(vertx, cache, scope, GraphClosure.UNLIMITED)
                .addAbove(question.value())
                .load()
                .compose(
                    loaded ->
                        GraphLoader.computed(
                            vertx.get(),
                            question.value().size(),
                            () -> places(loaded.lineage(), question.value())))
                .onComplete(places -> cache.trim()));
  }

  private static Map<EntityKey, Placement> places(EntityLineage lineage, Set<EntityKey> keys) {
    Map<EntityKey, Placement> places = new HashMap<>();
    keys.forEach(key -> places.put(key, PlacementResolver.placement(lineage, key)));
    return places;
  }

  /** The trees of the first roots: of as many as fit, or of the only one that fails. */
  Future<Trees> trees(Scoped<List<EntityKey>> question) {
    List<EntityKey> all = question.value();
    return trees(question.scope(), all.subList(0, Math.min(ROOTS, all.size())));
  }

  private Future<Trees> trees(Scope scope, List<EntityKey> roots) {
    return Futures.attempt(() -> build(scope, roots))
        .onSuccess(built -> failures.succeeded())
        .map(trees -> new Trees(trees, roots.size(), null))
        .recover(
            error ->
                failures
                    .isCausedByInput(error)
                    .compose(
                        caused ->
                            !caused
                                ? Future.failedFuture(error)
                                : roots.size() > 1
                                    ? trees(scope, roots.subList(0, roots.size() / 2))
                                    : Future.succeededFuture(failed(roots.getFirst(), error))));
  }

  private Future<List<TraceTree>> build(Scope scope, List<EntityKey> roots) {
    int most = roots.size() > 1 ? ENTITIES : LARGE;
    return turns
        .take(
            () ->
                build(new GraphClosure(vertx, cache, scope, most), roots)
                    .onComplete(built -> cache.trim()))
        .recover(
            error ->
                roots.size() == 1 && GraphClosure.tooLarge(error)
                    ? build(GraphClosure.ofRequest(vertx, scope), roots)
                    : Future.failedFuture(error));
  }

  /** Leaves out what is no root any more: a cluster may have been promoted meanwhile. */
  private Future<List<TraceTree>> build(GraphClosure closure, List<EntityKey> roots) {
    return closure
        .addBelow(roots)
        .load()
        .compose(
            loaded ->
                GraphLoader.computed(
                    vertx.get(),
                    loaded.size(),
                    () -> {
                      EntityLineage lineage = loaded.lineage();
                      return roots.stream()
                          .filter(root -> root.equals(lineage.root(root)))
                          .map(root -> TraceBuilder.build(lineage, root))
                          .toList();
                    }));
  }

  private static Trees failed(EntityKey root, Throwable error) {
    Fault fault = Fault.from(error);
    log.atWarn()
        .addKeyValue("root", root)
        .addKeyValue("error_code", fault.code())
        .setCause(fault.getCause())
        .log("trace cannot be built for the export");
    return new Trees(List.of(), 1, fault.code());
  }
}
