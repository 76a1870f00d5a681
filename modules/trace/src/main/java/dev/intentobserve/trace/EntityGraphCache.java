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
  /** About how many bytes things take: an entity, an entry of a map or list. */
  private static final int NODE = 400;

  private static final int ENTRY = 100;

  /** The memory of one step, estimated. */
  static final long STEP_BYTES = 192L << 20;

  private final long kept;
  private final long most;
  private final Map<Scoped<EntityKey>, GraphNode> nodes = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Scoped<String>, TraceRefNode> refs = new LinkedHashMap<>(64, 0.75f, true);
  private long weight;

  /**
   * An empty cache.
   *
   * @param kept bytes kept after {@link #trim}, estimated
   * @param most bytes from which on it is {@link #full}
   */
  EntityGraphCache(long kept, long most) {
    this.kept = kept;
    this.most = most;
  }

  /** Whether the step that is being computed should be divided. */
  boolean full() {
    return weight > most;
  }

  GraphNode node(Scope scope, EntityKey key) {
    return nodes.computeIfAbsent(new Scoped<>(scope, key), k -> grow(new GraphNode(), NODE));
  }

  TraceRefNode ref(Scope scope, String ref) {
    return refs.computeIfAbsent(new Scoped<>(scope, ref), r -> grow(new TraceRefNode(), NODE));
  }

  private <E extends CacheEntry> E grow(E entry, int bytes) {
    entry.weight += bytes;
    weight += bytes;
    return entry;
  }

  private void set(GraphNode node, EntityFacts facts) {
    int bytes = facts.weight();
    grow(node, bytes - node.factsWeight);
    node.factsWeight = bytes;
    node.facts = facts;
  }

  /** Adds what the store answered. */
  void add(EdgesOf question, Edges edges) {
    Scope scope = question.scope();
    edges.facts().forEach(facts -> set(node(scope, facts.key()), facts));
    edges.states().forEach(state -> node(scope, state.key()).state = state);
    edges.claims().forEach(claim -> addClaim(scope, claim));
    edges.children().forEach(child -> addBelow(scope, child.parent(), child.child()));
    edges.members().forEach(members -> addMembers(scope, members));
    edges.aliases().forEach(alias -> addAlias(scope, alias));
    edges.bearers().forEach(bearer -> addBearer(scope, bearer.ref(), bearer.entity()));
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
    set(node, node.facts == null ? added : EntityFacts.merge(node.facts, added));
    added
        .parents()
        .forEach((kind, claim) -> addBelow(scope, new EntityKey(kind, claim.value()), key));
    added.traceRefs().keySet().forEach(ref -> addBearer(scope, TraceIds.traceKey(ref), key));
  }

  private void addBelow(Scope scope, EntityKey parent, EntityKey child) {
    GraphNode node = node(scope, parent);
    if (node.below.add(child)) {
      grow(node, ENTRY);
    }
  }

  private void addBearer(Scope scope, String ref, EntityKey entity) {
    TraceRefNode node = ref(scope, ref);
    if (node.bearers.add(entity)) {
      grow(node, ENTRY);
    }
  }

  private void addClaim(Scope scope, Membership claim) {
    for (String id : claim.ids()) {
      GraphNode member = node(scope, new EntityKey(claim.memberKind(), id));
      member.claims.add(claim);
      grow(member, 2 * ENTRY);
    }
  }

  private void addMembers(Scope scope, Membership members) {
    members
        .ids()
        .forEach(id -> addBelow(scope, members.parent(), new EntityKey(members.memberKind(), id)));
  }

  private void addAlias(Scope scope, TraceAlias alias) {
    TraceRefNode ref = ref(scope, alias.traceRef());
    if (ref.add(alias)) {
      grow(ref, 2 * ENTRY);
    }
    node(scope, new EntityKey(EntityKind.INTENT, alias.intentId()))
        .claimedRefs
        .add(alias.traceRef());
  }

  /** Remembers a state that is stored now. */
  void stored(Scope scope, EntityState state) {
    GraphNode node = nodes.get(new Scoped<>(scope, state.key()));
    if (node != null) {
      node.state = state;
    }
  }

  /** Forgets what was not used for longest; only between two steps. */
  void trim() {
    Iterator<GraphNode> entities = nodes.values().iterator();
    Iterator<TraceRefNode> strings = refs.values().iterator();
    while (weight > kept && (entities.hasNext() || strings.hasNext())) {
      removeNext(entities);
      removeNext(strings);
    }
  }

  private void removeNext(Iterator<? extends CacheEntry> eldest) {
    if (eldest.hasNext()) {
      weight -= eldest.next().weight;
      eldest.remove();
    }
  }

  void clear() {
    nodes.clear();
    refs.clear();
    weight = 0;
  }
}
