package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Remakes the summaries and lives that dirty roots put out of date. */
final class SummaryRefresh {
  /** Lives saved together, if a single tree has no more. */
  private static final int SAVE_BATCH_SIZE = 5000;

  private final Supplier<Vertx> vertx;
  private final GraphLoader graphLoader;

  SummaryRefresh(Supplier<Vertx> vertx, GraphLoader graphLoader) {
    this.vertx = vertx;
    this.graphLoader = graphLoader;
  }

  /** Roots of one scope, together. */
  Future<Void> refresh(Scope scope, List<StaleRoot> stale) {
    Set<EntityKey> keys = new HashSet<>();
    stale.forEach(root -> keys.add(root.root()));
    return graphLoader
        .above(scope, keys)
        .compose(
            graph ->
                graphLoader
                    .computed(GraphLoader.weight(graph), () -> new EntityLineage(scope, graph))
                    .compose(lineage -> refresh(scope, stale, lineage)));
  }

  /** Orphans all at once, then one tree after the other, as two may be too large for us. */
  private Future<Void> refresh(Scope scope, List<StaleRoot> stale, EntityLineage lineage) {
    TopAncestors topAncestors = new TopAncestors(lineage);
    RefreshBatch refreshed = new RefreshBatch();
    Set<EntityKey> orphans = new HashSet<>();
    List<StaleRoot> roots = new ArrayList<>();
    for (StaleRoot root : stale) {
      boolean stands = topAncestors.of(root.root()).equals(root.root());
      if (stands && TopAncestors.roots(root.root().kind())) {
        roots.add(root);
        continue;
      }
      refreshed.answers(root);
      if (stands) {
        orphans.add(root.root());
      } else if (TopAncestors.roots(root.root().kind())) {
        refreshed.add(scope, left(lineage, root.root()));
      }
    }
    return graphLoader
        .orphans(scope, orphans)
        .compose(entityStates -> trees(scope, roots, refreshed.add(scope, entityStates)));
  }

  private Future<Void> trees(Scope scope, List<StaleRoot> roots, RefreshBatch orphans) {
    Future<RefreshBatch> unsaved = Future.succeededFuture(orphans);
    for (StaleRoot root : roots) {
      unsaved =
          unsaved
              .compose(
                  soFar ->
                      soFar.size() < SAVE_BATCH_SIZE
                          ? kept(soFar)
                          : save(soFar).map(x -> new RefreshBatch()))
              .compose(soFar -> tree(scope, root.root(), soFar.answers(root)));
    }
    return unsaved.compose(this::save);
  }

  private Future<RefreshBatch> tree(Scope scope, EntityKey root, RefreshBatch refreshed) {
    return graphLoader
        .treeWithStates(scope, root)
        .compose(
            treeWithStates ->
                graphLoader.computed(
                    treeWithStates.entityStates().size(),
                    () ->
                        refreshed
                            .add(scope, TraceSummary.of(treeWithStates.tree()))
                            .add(scope, treeWithStates.entityStates())));
  }

  private Future<Void> save(RefreshBatch refreshed) {
    return settled(refreshed)
        .compose(all -> graphLoader.computed(all.size(), all::saved))
        .compose(all -> StorePorts.SAVE_SUMMARIES.ask(vertx.get(), all))
        .onSuccess(saved -> Hint.ENTITY_STATES.publish(vertx.get(), 0))
        .mapEmpty();
  }

  /**
   * With those that somebody among them came from or went to, although no event of a page spoke of
   * these: one who bears a trace string of its own may change places when its parent does.
   */
  private Future<RefreshBatch> settled(RefreshBatch refreshed) {
    return graphLoader
        .computed(refreshed.size(), refreshed::movedEntities)
        .compose(question -> EntityStatePorts.MOVED_ENTITIES.ask(vertx.get(), question))
        .compose(
            movedEntities ->
                movedEntities.isEmpty()
                    ? kept(refreshed)
                    : follow(movedEntities, refreshed)
                        .compose(more -> more ? settled(refreshed) : kept(refreshed)));
  }

  /** Answers whether anything new was remade. */
  private Future<Boolean> follow(List<Scoped<EntityKey>> movedEntities, RefreshBatch refreshed) {
    Map<Scope, Set<EntityKey>> scopes = new LinkedHashMap<>();
    for (Scoped<EntityKey> movedEntity : movedEntities) {
      scopes
          .computeIfAbsent(movedEntity.scope(), scope -> new HashSet<>())
          .add(movedEntity.value());
    }
    Future<Boolean> more = Future.succeededFuture(false);
    for (Map.Entry<Scope, Set<EntityKey>> scoped : scopes.entrySet()) {
      more =
          more.compose(
              before ->
                  follow(scoped.getKey(), scoped.getValue(), refreshed).map(now -> before || now));
    }
    return more;
  }

  private Future<Boolean> follow(
      Scope scope, Set<EntityKey> movedEntities, RefreshBatch refreshed) {
    return graphLoader
        .above(scope, movedEntities)
        .compose(
            graph ->
                graphLoader.computed(
                    GraphLoader.weight(graph) + movedEntities.size(),
                    () -> missing(new EntityLineage(scope, graph), movedEntities, refreshed)))
        .compose(missing -> add(scope, missing, refreshed).map(!missing.isEmpty()));
  }

  /** Under whom the strays stand now, without those that are remade already. */
  private static Set<EntityKey> missing(
      EntityLineage lineage, Set<EntityKey> movedEntities, RefreshBatch refreshed) {
    TopAncestors topAncestors = new TopAncestors(lineage);
    Set<EntityKey> missing = new HashSet<>();
    movedEntities.stream()
        .map(topAncestors::of)
        .filter(top -> !refreshed.has(new Scoped<>(lineage.scope(), top)))
        .forEach(missing::add);
    return missing;
  }

  private Future<RefreshBatch> add(
      Scope scope, Set<EntityKey> topAncestors, RefreshBatch refreshed) {
    Set<EntityKey> orphans = new HashSet<>(topAncestors);
    orphans.removeIf(top -> TopAncestors.roots(top.kind()));
    Future<RefreshBatch> all =
        graphLoader
            .orphans(scope, orphans)
            .map(entityStates -> refreshed.covers(scope, topAncestors).add(scope, entityStates));
    for (EntityKey top : topAncestors) {
      if (!orphans.contains(top)) {
        all = all.compose(soFar -> tree(scope, top, soFar));
      }
    }
    return all;
  }

  private static Future<RefreshBatch> kept(RefreshBatch refreshed) {
    return Future.succeededFuture(refreshed);
  }

  /**
   * A cluster that was promoted keeps its row, so that its provisional trace id still leads
   * somewhere, but stands there as promoted and holds no spans any more.
   */
  private static TraceSummary left(EntityLineage lineage, EntityKey former) {
    EntityFacts facts = lineage.facts(former);
    Stamp last = facts.lastSeen();
    return new TraceSummary(
        lineage.traceId(former),
        former,
        LifecycleState.PROMOTED.code(),
        "notice",
        SpanBuilder.name(facts),
        null,
        null,
        last == null ? null : last.time(),
        0);
  }
}
