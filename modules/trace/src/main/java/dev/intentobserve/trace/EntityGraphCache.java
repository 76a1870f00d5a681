package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.ProjectionPorts.Edges;
import dev.intentobserve.ports.ProjectionPorts.EdgesOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of the entity graph that was used last. It is ahead of the store by the step being
 * computed: when that is not committed, {@link #clear} forgets everything. Coherent because one
 * process at a time writes the graph. For one thread at a time.
 */
final class EntityGraphCache {
  private final int capacity;
  private final Map<Scoped<EntityKey>, GraphNode> nodes = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Scoped<String>, TraceRefNode> refs = new LinkedHashMap<>(64, 0.75f, true);

  /**
   * An empty cache.
   *
   * @param capacity entities and trace strings kept after {@link #trim}
   */
  EntityGraphCache(int capacity) {
    this.capacity = capacity;
  }

  /** For one computation: nothing is forgotten. */
  EntityGraphCache() {
    this(Integer.MAX_VALUE);
  }

  GraphNode node(Scope scope, EntityKey key) {
    return nodes.computeIfAbsent(new Scoped<>(scope, key), k -> new GraphNode());
  }

  TraceRefNode ref(Scope scope, String ref) {
    return refs.computeIfAbsent(new Scoped<>(scope, ref), r -> new TraceRefNode());
  }

  /** Adds what the store answered. */
  void add(EdgesOf question, Edges edges) {
    Scope scope = question.scope();
    edges.facts().forEach(facts -> node(scope, facts.key()).facts = facts);
    edges.states().forEach(state -> node(scope, state.key()).state = state);
    edges.claims().forEach(claim -> addClaim(scope, claim));
    edges.children().forEach(child -> node(scope, child.parent()).below.add(child.child()));
    edges.members().forEach(members -> addMembers(scope, members));
    edges.aliases().forEach(alias -> addAlias(scope, alias));
    edges.bearers().forEach(bearer -> ref(scope, bearer.ref()).bearers.add(bearer.entity()));
    question.above().forEach(key -> node(scope, key).aboveLoaded = true);
    question.below().forEach(key -> node(scope, key).belowLoaded = true);
    question.refs().forEach(ref -> ref(scope, ref).aliasesLoaded = true);
    question.bearers().forEach(ref -> ref(scope, ref).bearersLoaded = true);
  }

  /** Adds the changes of some events. Everything they mention was loaded before. */
  void apply(Scope scope, GraphDelta delta) {
    delta.facts().values().forEach(facts -> apply(scope, facts));
    for (Membership members : delta.memberships()) {
      addMembers(scope, members);
      for (String id : members.ids()) {
        addClaim(
            scope,
            new Membership(members.parent(), members.memberKind(), List.of(id), members.stamp()));
      }
    }
    delta.aliases().forEach(alias -> addAlias(scope, alias));
  }

  private void apply(Scope scope, EntityFacts added) {
    EntityKey key = added.key();
    GraphNode node = node(scope, key);
    node.facts = node.facts == null ? added : EntityFacts.merge(node.facts, added);
    added
        .parents()
        .forEach((kind, claim) -> node(scope, new EntityKey(kind, claim.value())).below.add(key));
    added.traceRefs().keySet().forEach(ref -> ref(scope, TraceIds.traceKey(ref)).bearers.add(key));
  }

  private void addClaim(Scope scope, Membership claim) {
    claim.ids().forEach(id -> node(scope, new EntityKey(claim.memberKind(), id)).claims.add(claim));
  }

  private void addMembers(Scope scope, Membership members) {
    GraphNode parent = node(scope, members.parent());
    members.ids().forEach(id -> parent.below.add(new EntityKey(members.memberKind(), id)));
  }

  private void addAlias(Scope scope, TraceAlias alias) {
    ref(scope, alias.traceRef()).add(alias);
    node(scope, new EntityKey(EntityKind.INTENT, alias.intentId()))
        .claimedRefs
        .add(alias.traceRef());
  }

  /** Remembers states that are stored now. */
  void stored(Iterable<Scoped<EntityState>> states) {
    for (Scoped<EntityState> state : states) {
      GraphNode node = nodes.get(new Scoped<>(state.scope(), state.value().key()));
      if (node != null) {
        node.state = state.value();
      }
    }
  }

  /** Forgets what was not used for longest; only between two steps. */
  void trim() {
    trim(nodes);
    trim(refs);
  }

  private void trim(Map<?, ?> entries) {
    Iterator<?> eldest = entries.keySet().iterator();
    while (entries.size() > capacity) {
      eldest.next();
      eldest.remove();
    }
  }

  void clear() {
    nodes.clear();
    refs.clear();
  }
}
