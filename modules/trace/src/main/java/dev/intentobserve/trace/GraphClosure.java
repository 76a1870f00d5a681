package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.Edges;
import dev.intentobserve.ports.ProjectionPorts.EdgesOf;
import dev.intentobserve.ports.ProjectionPorts.RelatedTo;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Everything above some entities, and below some, found by following edges in the cache. What the
 * cache lacks is asked for, once for all that is missing at the same distance. A request, whose
 * cache is empty, also asks for what it will probably find, so that a deep trace takes few steps.
 */
final class GraphClosure {
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** As many entities as the memory of a step allows. */
  static final int WHILE_IT_FITS = UNLIMITED - 1;

  private static final String TOO_LARGE = "graph_too_large";

  /** Entities in one query to the store. */
  private static final int MAX_KEYS_PER_QUERY = 10_000;

  private static final int STEPS_PER_GUESS = 8;

  private final Supplier<Vertx> vertx;
  private final EntityGraphCache cache;
  private final Scope scope;
  private final int limit;
  private final boolean request;

  private final Set<EntityKey> above = new LinkedHashSet<>();
  private final Set<EntityKey> below = new LinkedHashSet<>();
  private final Set<String> refs = new LinkedHashSet<>();
  private final Set<String> borne = new HashSet<>();
  private final Deque<EntityKey> aboveTodo = new ArrayDeque<>();
  private final Deque<EntityKey> belowTodo = new ArrayDeque<>();
  private final Deque<String> refTodo = new ArrayDeque<>();
  private final Deque<String> borneTodo = new ArrayDeque<>();
  private final Set<EntityKey> expected = new LinkedHashSet<>();
  private int steps;

  /**
   * An empty closure.
   *
   * @param limit of entities; with more, or when the cache is full, {@link #load} fails as {@link
   *     #tooLarge}
   */
  GraphClosure(Supplier<Vertx> vertx, EntityGraphCache cache, Scope scope, int limit) {
    this(vertx, cache, scope, limit, false);
  }

  private GraphClosure(
      Supplier<Vertx> vertx, EntityGraphCache cache, Scope scope, int limit, boolean request) {
    this.vertx = vertx;
    this.cache = cache;
    this.scope = scope;
    this.limit = limit;
    this.request = request;
  }

  /** An empty closure with a cache of its own, without stored states. */
  static GraphClosure ofRequest(Supplier<Vertx> vertx, Scope scope) {
    EntityGraphCache cache = new EntityGraphCache(Long.MAX_VALUE, Long.MAX_VALUE);
    return new GraphClosure(vertx, cache, scope, UNLIMITED, true);
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

  /** How many entities were reached. */
  int size() {
    return above.size();
  }

  /** The entities that were reached downwards. */
  Set<EntityKey> reachedBelow() {
    return below;
  }

  /** Completes when nothing is missing. */
  Future<GraphClosure> load() {
    Promise<GraphClosure> loaded = Promise.promise();
    follow(Futures.attempt(() -> Future.succeededFuture(walk())), loaded);
    return loaded.future();
  }

  /** Not by composition, because the steps may be so many that their chain exhausts the stack. */
  private void follow(Future<EdgesOf> walked, Promise<GraphClosure> loaded) {
    walked
        .onFailure(loaded::fail)
        .onSuccess(
            missing -> {
              if (isEmpty(missing)) {
                loaded.complete(this);
              } else {
                follow(answered(missing), loaded);
              }
            });
  }

  /** Asks for what is missing, and walks on. */
  private Future<EdgesOf> answered(EdgesOf missing) {
    return guess(missing)
        .map(done -> withExpected(missing))
        .compose(
            question ->
                ProjectionPorts.EDGES
                    .ask(vertx.get(), question)
                    .compose(
                        edges ->
                            GraphLoader.computed(
                                vertx.get(),
                                question.above().size() + question.below().size(),
                                () -> walkOn(question, edges))));
  }

  private EdgesOf walkOn(EdgesOf question, Edges edges) {
    cache.add(question, edges);
    return walk();
  }

  /**
   * Expects what belonged together when states were stored: at once when everything below something
   * is wanted, else only where the way turns out to be long.
   */
  private Future<Void> guess(EdgesOf missing) {
    boolean due = steps % STEPS_PER_GUESS == (missing.below().isEmpty() ? STEPS_PER_GUESS - 1 : 0);
    steps++;
    return request && due
        ? ProjectionPorts.RELATED
            .ask(vertx.get(), new RelatedTo(scope, missing.above()))
            .onSuccess(expected::addAll)
            .mapEmpty()
        : Future.succeededFuture();
  }

  private EdgesOf withExpected(EdgesOf missing) {
    Set<EntityKey> nextAbove = new HashSet<>(missing.above());
    Set<EntityKey> nextBelow = new HashSet<>(missing.below());
    boolean down = !nextBelow.isEmpty();
    Iterator<EntityKey> next = expected.iterator();
    while (next.hasNext() && nextAbove.size() < MAX_KEYS_PER_QUERY) {
      EntityKey key = next.next();
      next.remove();
      GraphNode node = cache.node(scope, key);
      if (!node.aboveLoaded) {
        nextAbove.add(key);
      }
      if (down && !node.belowLoaded) {
        nextBelow.add(key);
      }
    }
    return new EdgesOf(
        scope, nextAbove, nextBelow, missing.refs(), missing.bearers(), missing.states());
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

  private static boolean isEmpty(EdgesOf question) {
    return question.above().isEmpty()
        && question.below().isEmpty()
        && question.refs().isEmpty()
        && question.bearers().isEmpty();
  }

  /** Follows what the cache has; what it lacks is answered, and followed the next time. */
  private EdgesOf walk() {
    EdgesOf missing = missing();
    if (limit < UNLIMITED && (above.size() > limit || cache.full())) {
      throw Fault.busy(TOO_LARGE, above.size() + " entities are too many for one step.");
    }
    return missing;
  }

  private EdgesOf missing() {
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
        scope,
        some(missingAbove),
        some(missingBelow),
        some(missingRefs),
        some(missingBearers),
        !request);
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

  /** Some emitters put an intent's id into the trace id. */
  private void walkBelow(EntityKey key, Set<EntityKey> missing) {
    GraphNode node = cache.node(scope, key);
    if (key.kind() == EntityKind.INTENT) {
      node.claimedRefs.forEach(this::borne);
      borne(key.id());
    }
    if (!node.belowLoaded) {
      missing.add(key);
      return;
    }
    node.below.forEach(this::below);
  }

  private void walkRef(String ref, Set<String> missing) {
    TraceRefNode node = cache.ref(scope, ref);
    if (!ref.isBlank()) {
      above(new EntityKey(EntityKind.INTENT, ref));
    }
    if (!node.aliasesLoaded) {
      missing.add(ref);
      return;
    }
    node.aliases.keySet().forEach(id -> above(new EntityKey(EntityKind.INTENT, id)));
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
