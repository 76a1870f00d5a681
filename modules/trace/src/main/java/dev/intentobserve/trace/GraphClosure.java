package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.EdgesOf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Everything above some entities, and below some, found by following edges in the cache. What the
 * cache lacks is asked for, once for all that is missing at the same distance.
 */
final class GraphClosure {
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** As many entities as the memory of a step allows. */
  static final int WHILE_IT_FITS = UNLIMITED - 1;

  private static final String TOO_LARGE = "graph_too_large";

  /** Entities in one query to the store. */
  private static final int MAX_KEYS_PER_QUERY = 10_000;

  private final Supplier<Vertx> vertx;
  private final EntityGraphCache cache;
  private final Scope scope;
  private final int limit;

  private final Set<EntityKey> above = new LinkedHashSet<>();
  private final Set<EntityKey> below = new LinkedHashSet<>();
  private final Set<String> refs = new LinkedHashSet<>();
  private final Set<String> borne = new HashSet<>();
  private final Deque<EntityKey> aboveTodo = new ArrayDeque<>();
  private final Deque<EntityKey> belowTodo = new ArrayDeque<>();
  private final Deque<String> refTodo = new ArrayDeque<>();
  private final Deque<String> borneTodo = new ArrayDeque<>();

  /**
   * An empty closure.
   *
   * @param limit of entities; with more, or when the cache is full, {@link #load} fails as {@link
   *     #tooLarge}
   */
  GraphClosure(Supplier<Vertx> vertx, EntityGraphCache cache, Scope scope, int limit) {
    this.vertx = vertx;
    this.cache = cache;
    this.scope = scope;
    this.limit = limit;
  }

  static boolean tooLarge(Throwable error) {
    return Fault.from(error).code().equals(TOO_LARGE);
  }

  GraphClosure addAbove(Collection<EntityKey> keys) {
    keys.forEach(this::above);
    return this;
  }

  GraphClosure addBelow(Collection<EntityKey> keys) {
    keys.forEach(this::below);
    return this;
  }

  /** Adds what claims these trace strings, in any form. */
  GraphClosure addRefs(Collection<String> traceRefs) {
    traceRefs.forEach(ref -> ref(TraceIds.traceKey(ref)));
    return this;
  }

  /** The entities that were reached downwards. */
  Set<EntityKey> reachedBelow() {
    return below;
  }

  /** Completes when nothing is missing. */
  Future<GraphClosure> load() {
    EdgesOf missing = walk();
    if (limit < UNLIMITED && (above.size() > limit || cache.full())) {
      return Future.failedFuture(
          Fault.busy(TOO_LARGE, above.size() + " entities are too many for one step."));
    }
    if (empty(missing)) {
      return Future.succeededFuture(this);
    }
    return ProjectionPorts.EDGES
        .ask(vertx.get(), missing)
        .compose(
            edges -> {
              cache.add(missing, edges);
              return load();
            });
  }

  /** The claims among the entities that were reached. */
  EntityLineage lineage() {
    List<EntityFacts> facts = new ArrayList<>(above.size());
    List<Membership> claims = new ArrayList<>();
    for (EntityKey key : above) {
      GraphNode node = cache.node(scope, key);
      if (node.facts != null) {
        facts.add(node.facts);
      }
      claims.addAll(node.claims);
    }
    List<TraceAlias> aliases = new ArrayList<>();
    refs.forEach(ref -> aliases.addAll(cache.ref(scope, ref).aliases.values()));
    return new EntityLineage(scope, facts, claims, aliases);
  }

  private static boolean empty(EdgesOf question) {
    return question.above().isEmpty()
        && question.below().isEmpty()
        && question.refs().isEmpty()
        && question.bearers().isEmpty();
  }

  /** Follows what the cache has; what it lacks is answered, and followed the next time. */
  private EdgesOf walk() {
    Set<EntityKey> missingAbove = new HashSet<>();
    Set<EntityKey> missingBelow = new HashSet<>();
    Set<String> missingRefs = new HashSet<>();
    Set<String> missingBearers = new HashSet<>();
    boolean moved = true;
    while (moved && above.size() <= limit) {
      moved = false;
      for (EntityKey key; (key = belowTodo.poll()) != null; moved = true) {
        walkBelow(key, missingBelow);
      }
      for (EntityKey key; (key = aboveTodo.poll()) != null; moved = true) {
        walkAbove(key, missingAbove);
      }
      for (String ref; (ref = refTodo.poll()) != null; moved = true) {
        walkRef(ref, missingRefs);
      }
      for (String ref; (ref = borneTodo.poll()) != null; moved = true) {
        walkBearers(ref, missingBearers);
      }
    }
    aboveTodo.addAll(missingAbove);
    belowTodo.addAll(missingBelow);
    refTodo.addAll(missingRefs);
    borneTodo.addAll(missingBearers);
    return new EdgesOf(
        scope, some(missingAbove), some(missingBelow), some(missingRefs), some(missingBearers));
  }

  private static <T> Set<T> some(Set<T> missing) {
    return missing.size() <= MAX_KEYS_PER_QUERY
        ? missing
        : missing.stream().limit(MAX_KEYS_PER_QUERY).collect(Collectors.toSet());
  }

  private void walkAbove(EntityKey key, Set<EntityKey> missing) {
    GraphNode node = cache.node(scope, key);
    if (!node.aboveLoaded) {
      missing.add(key);
      return;
    }
    if (node.facts != null) {
      node.facts.parents().forEach((kind, claim) -> above(new EntityKey(kind, claim.value())));
      node.facts.traceRefs().keySet().forEach(ref -> ref(TraceIds.traceKey(ref)));
    }
    node.claims.forEach(claim -> above(claim.parent()));
    node.claimedRefs.forEach(this::ref);
    if (below.contains(key)) {
      node.claimedRefs.forEach(this::borne);
    }
  }

  private void walkBelow(EntityKey key, Set<EntityKey> missing) {
    GraphNode node = cache.node(scope, key);
    if (!node.belowLoaded) {
      missing.add(key);
      return;
    }
    node.below.forEach(this::below);
    if (key.kind() == EntityKind.INTENT) {
      node.claimedRefs.forEach(this::borne);
      borne(key.id());
    }
  }

  /** Some emitters put an intent's id into the trace id. */
  private void walkRef(String ref, Set<String> missing) {
    TraceRefNode node = cache.ref(scope, ref);
    if (!node.aliasesLoaded) {
      missing.add(ref);
      return;
    }
    node.aliases.keySet().forEach(id -> above(new EntityKey(EntityKind.INTENT, id)));
    if (!ref.isBlank()) {
      above(new EntityKey(EntityKind.INTENT, ref));
    }
  }

  private void walkBearers(String ref, Set<String> missing) {
    TraceRefNode node = cache.ref(scope, ref);
    if (!node.bearersLoaded) {
      missing.add(ref);
      return;
    }
    node.bearers.forEach(this::below);
  }

  private void above(EntityKey key) {
    if (above.add(key)) {
      aboveTodo.add(key);
    }
  }

  private void below(EntityKey key) {
    above(key);
    if (below.add(key)) {
      belowTodo.add(key);
    }
  }

  private void ref(String ref) {
    if (refs.add(ref)) {
      refTodo.add(ref);
    }
  }

  private void borne(String ref) {
    if (borne.add(ref)) {
      borneTodo.add(ref);
    }
  }
}
