package dev.intentobserve.trace;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.ProjectionPorts.CommitProjection;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.Scoped;
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
 * Places some events and computes the states and summaries that they change, in one step, from the
 * part of the graph that is in memory. Large traces are only marked as stale, so that no step waits
 * for them. Changes the cache before anything is committed, so whoever does not commit the result
 * has to clear it.
 */
final class InlineProjection {
  /** More entities below a top than this make it large. */
  private static final int LARGE = 2_000;

  /** Steps whose traces are not large may still take this many times the entities of a pass. */
  private static final int PASSES = 10;

  private static final int KNOWN_LARGE = 10_000;

  private final Supplier<Vertx> vertx;
  private final GraphLoader worker;
  private final EntityGraphCache cache;
  private final int largeSize;
  private final int limit;

  /** Topmost entities that were found to be large; the last ones. */
  private final Set<Scoped<EntityKey>> large = new LinkedHashSet<>();

  InlineProjection(
      Supplier<Vertx> vertx,
      GraphLoader worker,
      EntityGraphCache cache,
      TraceConfig.Bounds bounds) {
    this.vertx = vertx;
    this.worker = worker;
    this.cache = cache;
    this.largeSize = Math.min(LARGE, bounds.entities());
    this.limit = (int) Math.min(Integer.MAX_VALUE, (long) PASSES * bounds.entities());
  }

  /** What to commit for the changes of some events. */
  Future<CommitProjection> project(Map<Scope, GraphDelta> deltas, long from, long to) {
    Step step = new Step();
    return Futures.oneAfterAnother(
            deltas.entrySet(), scoped -> project(scoped.getKey(), scoped.getValue(), step))
        .map(all -> step.commit(from, to));
  }

  private Future<Void> project(Scope scope, GraphDelta delta, Step step) {
    return above(scope, delta)
        .compose(
            before -> {
              cache.apply(scope, delta);
              return above(scope, delta).map(after -> new StaleTops(delta, before, after).all());
            })
        .compose(tops -> settle(scope, delta, tops, step));
  }

  private Future<EntityLineage> above(Scope scope, GraphDelta delta) {
    return closure(scope, limit)
        .addAbove(delta.keys())
        .addRefs(delta.traceRefs())
        .load()
        .map(GraphClosure::lineage);
  }

  private GraphClosure closure(Scope scope, int most) {
    return new GraphClosure(vertx, cache, scope, most);
  }

  /** Repeats until no entity has moved to or from a top that was not looked at. */
  private Future<Void> settle(Scope scope, GraphDelta delta, Set<EntityKey> tops, Step step) {
    Set<EntityKey> small = small(scope, tops);
    return closure(scope, limit)
        .addAbove(delta.keys())
        .addBelow(small)
        .load()
        .compose(
            loaded ->
                worker.computed(
                    loaded.reachedBelow().size(),
                    () -> new SubtreeStates(scope, cache, loaded, small)))
        .compose(
            states -> {
              Set<EntityKey> all = new LinkedHashSet<>(tops);
              if (all.addAll(states.missingTops()) && !small(scope, all).equals(small)) {
                return settle(scope, delta, all, step);
              }
              step.add(scope, delta, cache, states);
              step.addTops(scope, all, small);
              return Future.<Void>succeededFuture();
            })
        .recover(
            error ->
                GraphClosure.tooLarge(error)
                    ? findLarge(scope, small)
                        .compose(
                            found ->
                                found
                                    ? settle(scope, delta, tops, step)
                                    : Future.failedFuture(error))
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
    private final List<Scoped<EntityState>> states = new ArrayList<>();
    private final Set<Scoped<EntityKey>> stale = new HashSet<>();
    private final Set<Scoped<EntityKey>> done = new HashSet<>();

    /** Those topmost entities that are large stay stale. */
    void addTops(Scope scope, Set<EntityKey> tops, Set<EntityKey> small) {
      tops.forEach(top -> (small.contains(top) ? done : stale).add(new Scoped<>(scope, top)));
    }

    void add(Scope scope, GraphDelta delta, EntityGraphCache cache, SubtreeStates computed) {
      deltas.put(scope, delta);
      for (EntityKey key : delta.facts().keySet()) {
        facts.add(new Scoped<>(scope, requireNonNull(cache.node(scope, key).facts, "facts")));
      }
      computed.summaries().forEach(summary -> summaries.add(new Scoped<>(scope, summary)));
      for (EntityState state : computed.states()) {
        boolean changed =
            delta.facts().containsKey(state.key())
                || !state.equals(cache.node(scope, state.key()).state);
        if (changed) {
          states.add(new Scoped<>(scope, state));
        }
      }
    }

    CommitProjection commit(long from, long to) {
      CommitFacts committed =
          new CommitFacts(
              TracePorts.CURSOR,
              from,
              to,
              facts,
              scoped(GraphDelta::memberships),
              scoped(GraphDelta::aliases),
              stale);
      return new CommitProjection(committed, summaries, states, done);
    }

    private <T> List<Scoped<T>> scoped(Function<GraphDelta, List<T>> part) {
      List<Scoped<T>> all = new ArrayList<>();
      deltas.forEach(
          (scope, delta) -> part.apply(delta).forEach(item -> all.add(new Scoped<>(scope, item))));
      return all;
    }
  }
}
