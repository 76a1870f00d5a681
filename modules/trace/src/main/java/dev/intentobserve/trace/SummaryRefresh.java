package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.Futures;
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

/** Refreshes the summaries and states of stale roots. */
final class SummaryRefresh {
  /** Entity states saved together; a single larger tree is saved alone. */
  private static final int SAVE_BATCH_SIZE = 5000;

  private final Supplier<Vertx> vertx;
  private final GraphLoader graphLoader;
  private final EntityGraphCache cache;

  SummaryRefresh(Supplier<Vertx> vertx, GraphLoader graphLoader, EntityGraphCache cache) {
    this.vertx = vertx;
    this.graphLoader = graphLoader;
    this.cache = cache;
  }

  /** Roots of one scope, refreshed together. */
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

  /** Orphans all at once, then one tree after another, as two may not fit into memory. */
  private Future<Void> refresh(Scope scope, List<StaleRoot> stale, EntityLineage lineage) {
    TopAncestors topAncestors = new TopAncestors(lineage);
    RefreshBatch refreshed = new RefreshBatch();
    Set<EntityKey> orphans = new HashSet<>();
    List<StaleRoot> roots = new ArrayList<>();
    for (StaleRoot root : stale) {
      boolean topmost = topAncestors.of(root.root()).equals(root.root());
      if (topmost && TopAncestors.roots(root.root().kind())) {
        roots.add(root);
        continue;
      }
      refreshed.answers(root);
      if (topmost) {
        orphans.add(root.root());
      } else if (TopAncestors.roots(root.root().kind())) {
        refreshed.add(scope, TraceBuilder.promoted(lineage, root.root()));
      }
    }
    return graphLoader
        .orphans(scope, orphans)
        .compose(entityStates -> trees(scope, roots, refreshed.add(scope, entityStates)));
  }

  private Future<Void> trees(Scope scope, List<StaleRoot> roots, RefreshBatch orphans) {
    return Futures.fold(
            roots,
            orphans,
            (soFar, root) ->
                withSpace(soFar).compose(batch -> tree(scope, root.root(), batch.answers(root))))
        .compose(this::save);
  }

  /** The batch, or an empty one after saving a full one. */
  private Future<RefreshBatch> withSpace(RefreshBatch batch) {
    return batch.size() < SAVE_BATCH_SIZE
        ? kept(batch)
        : save(batch).map(saved -> new RefreshBatch());
  }

  private Future<RefreshBatch> tree(Scope scope, EntityKey root, RefreshBatch refreshed) {
    return graphLoader
        .project(scope, root)
        .compose(
            projected ->
                graphLoader.computed(
                    projected.states().size(),
                    () ->
                        refreshed.add(scope, projected.summary()).add(scope, projected.states())));
  }

  private Future<Void> save(RefreshBatch refreshed) {
    return settled(refreshed)
        .compose(all -> graphLoader.computed(all.size(), all::saved))
        .compose(
            all ->
                StorePorts.SAVE_SUMMARIES
                    .ask(vertx.get(), all)
                    .onSuccess(saved -> cache.stored(all.entityStates())))
        .onSuccess(saved -> Hint.ENTITY_STATES.publish(vertx.get(), 0))
        .mapEmpty();
  }

  /**
   * Includes entities that moved in or out although no event was about them: one with a trace id of
   * its own may move when its parent does.
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

  /** Answers whether anything new was refreshed. */
  private Future<Boolean> follow(List<Scoped<EntityKey>> movedEntities, RefreshBatch refreshed) {
    Map<Scope, Set<EntityKey>> scopes = new LinkedHashMap<>();
    for (Scoped<EntityKey> movedEntity : movedEntities) {
      scopes
          .computeIfAbsent(movedEntity.scope(), scope -> new HashSet<>())
          .add(movedEntity.value());
    }
    return Futures.fold(
        scopes.entrySet(),
        false,
        (more, scoped) ->
            follow(scoped.getKey(), scoped.getValue(), refreshed).map(found -> more || found));
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

  /** The current topmost ancestors of moved entities, without those already refreshed. */
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
}
