package dev.intentobserve.trace;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.ProjectionPorts.CommitProjection;
import dev.intentobserve.ports.ProjectionPorts.EntityChange;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.ports.TracePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Computes what follows from events: where they belong, and the states and summaries that they
 * change. Works on the part of the entity graph that is in memory, and changes it before anything
 * is committed, so whoever does not commit a result has to clear the cache.
 */
final class Projection {
  /** More entities below a top than this make it large. */
  private static final int LARGE = 2_000;

  /** Steps whose traces are not large may still take this many times the entities of a pass. */
  private static final int PASSES = 10;

  private static final int KNOWN_LARGE = 10_000;

  private final Supplier<Vertx> vertx;
  private final EntityGraphCache cache;
  private final int largeSize;
  private final int limit;

  /** Topmost entities that were found to be large; the last ones. */
  private final Set<Scoped<EntityKey>> large = new LinkedHashSet<>();

  Projection(Supplier<Vertx> vertx, EntityGraphCache cache, TraceConfig.Bounds bounds) {
    this.vertx = vertx;
    this.cache = cache;
    this.largeSize = Math.min(LARGE, bounds.entities());
    this.limit = (int) Math.min(GraphClosure.WHILE_IT_FITS, (long) PASSES * bounds.entities());
  }

  /**
   * Places events and computes the states and summaries that they change; large traces are only
   * marked as stale, so that no other has to wait for them.
   */
  Future<CommitProjection> project(Map<Scope, GraphDelta> deltas, long from, long to) {
    Step step = new Step();
    return Futures.oneAfterAnother(
            deltas.entrySet(),
            scoped ->
                apply(scoped.getKey(), scoped.getValue(), step)
                    .compose(tops -> compute(scoped.getKey(), tops, step)))
        .map(all -> step.commit(from, to));
  }

  /** Places events, and marks everything that they change as stale. */
  Future<CommitFacts> place(Map<Scope, GraphDelta> deltas, long from, long to) {
    Step step = new Step();
    return Futures.oneAfterAnother(
            deltas.entrySet(),
            scoped ->
                apply(scoped.getKey(), scoped.getValue(), step)
                    .onSuccess(tops -> step.addTops(scoped.getKey(), tops, Set.of())))
        .map(all -> step.facts(from, to));
  }

  /** Computes summaries and states of stale roots of one scope, however large. */
  Future<SaveSummaries> refresh(Scope scope, List<StaleRoot> stale) {
    Set<EntityKey> tops = new LinkedHashSet<>();
    stale.forEach(root -> tops.add(root.root()));
    return settle(scope, tops, GraphClosure.WHILE_IT_FITS)
        .map(states -> states.saved(scope, stale));
  }

  /** Answers the topmost entities whose states are out of date now. */
  private Future<Set<EntityKey>> apply(Scope scope, GraphDelta delta, Step step) {
    return above(scope, delta)
        .compose(
            before -> {
              cache.apply(scope, delta);
              step.add(scope, delta, cache);
              return above(scope, delta).map(after -> new StaleTops(delta, before, after).all());
            });
  }

  private Future<EntityLineage> above(Scope scope, GraphDelta delta) {
    return closure(scope, GraphClosure.UNLIMITED)
        .addAbove(delta.keys())
        .addRefs(delta.traceRefs())
        .load()
        .map(GraphClosure::lineage);
  }

  private GraphClosure closure(Scope scope, int most) {
    return new GraphClosure(vertx, cache, scope, most);
  }

  /**
   * The states below these tops, and below those that entities moved to or from; adds the latter to
   * {@code tops}. Those known to be large are left out.
   */
  private Future<SubtreeStates> settle(Scope scope, Set<EntityKey> tops, int most) {
    Set<EntityKey> small = small(scope, tops);
    return closure(scope, most)
        .addBelow(small)
        .load()
        .compose(
            loaded ->
                GraphLoader.computed(
                    vertx.get(),
                    loaded.reachedBelow().size(),
                    () -> new SubtreeStates(scope, cache, loaded, small)))
        .compose(
            states ->
                tops.addAll(states.missingTops()) && !small(scope, tops).equals(small)
                    ? settle(scope, tops, most)
                    : Future.succeededFuture(states));
  }

  private Future<Void> compute(Scope scope, Set<EntityKey> tops, Step step) {
    return settleSmall(scope, tops)
        .onSuccess(states -> step.add(scope, cache, states))
        .onSuccess(states -> step.addTops(scope, tops, small(scope, tops)))
        .mapEmpty();
  }

  /** As {@link #settle}; finds out which tops are large when there are too many entities. */
  private Future<SubtreeStates> settleSmall(Scope scope, Set<EntityKey> tops) {
    return settle(scope, tops, limit)
        .recover(
            error ->
                GraphClosure.tooLarge(error)
                    ? findLarge(scope, small(scope, tops))
                        .compose(
                            found -> found ? settleSmall(scope, tops) : Future.failedFuture(error))
                    : Future.failedFuture(error));
  }

  private Set<EntityKey> small(Scope scope, Set<EntityKey> tops) {
    Set<EntityKey> small = new LinkedHashSet<>(tops);
    small.removeIf(top -> large.contains(new Scoped<>(scope, top)));
    return small;
  }

  /** Answers whether one of these is large. */
  private Future<Boolean> findLarge(Scope scope, Set<EntityKey> tops) {
    return Futures.fold(
        tops,
        false,
        (found, top) ->
            closure(scope, largeSize)
                .addBelow(Set.of(top))
                .load()
                .map(found)
                .recover(
                    error ->
                        GraphClosure.tooLarge(error)
                            ? Future.succeededFuture(remember(new Scoped<>(scope, top)))
                            : Future.failedFuture(error)));
  }

  private boolean remember(Scoped<EntityKey> top) {
    if (large.size() >= KNOWN_LARGE) {
      large.remove(large.iterator().next());
    }
    return large.add(top);
  }

  /** Collects the changes of all scopes. */
  private static final class Step {
    private final List<Scoped<EntityFacts>> facts = new ArrayList<>();
    private final Map<Scope, GraphDelta> deltas = new LinkedHashMap<>();
    private final List<Scoped<TraceSummary>> summaries = new ArrayList<>();
    private final List<EntityChange> changes = new ArrayList<>();
    private final Set<Scoped<EntityKey>> stale = new HashSet<>();
    private final Set<Scoped<EntityKey>> done = new HashSet<>();

    /** Those topmost entities that are large stay stale. */
    void addTops(Scope scope, Set<EntityKey> tops, Set<EntityKey> small) {
      tops.forEach(top -> (small.contains(top) ? done : stale).add(new Scoped<>(scope, top)));
    }

    void add(Scope scope, GraphDelta delta, EntityGraphCache cache) {
      deltas.put(scope, delta);
      for (EntityKey key : delta.facts().keySet()) {
        facts.add(new Scoped<>(scope, requireNonNull(cache.node(scope, key).facts, "facts")));
      }
    }

    void add(Scope scope, EntityGraphCache cache, SubtreeStates computed) {
      computed.summaries().forEach(summary -> summaries.add(new Scoped<>(scope, summary)));
      Set<EntityKey> changed = requireNonNull(deltas.get(scope), "delta").facts().keySet();
      for (EntityState state : computed.states()) {
        GraphNode node = cache.node(scope, state.key());
        if (changed.contains(state.key()) || !state.equals(node.state)) {
          changes.add(new EntityChange(scope, state, facts(node, state.key())));
        }
      }
    }

    private static EntityFacts facts(GraphNode node, EntityKey key) {
      return node.facts == null ? EntityFacts.unknown(key) : node.facts;
    }

    CommitProjection commit(long from, long to) {
      return new CommitProjection(facts(from, to), summaries, changes, done);
    }

    CommitFacts facts(long from, long to) {
      return new CommitFacts(
          TracePorts.CURSOR,
          from,
          to,
          facts,
          scoped(GraphDelta::memberships),
          scoped(GraphDelta::aliases),
          stale);
    }

    private <T> List<Scoped<T>> scoped(Function<GraphDelta, List<T>> part) {
      List<Scoped<T>> all = new ArrayList<>();
      deltas.forEach(
          (scope, delta) -> part.apply(delta).forEach(item -> all.add(new Scoped<>(scope, item))));
      return all;
    }
  }
}
