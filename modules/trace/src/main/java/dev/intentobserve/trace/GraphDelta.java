package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.trace.TraceAlias;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The changes that the events of one scope in one page make to the graph. For one thread. */
final class GraphDelta {
  private final Map<EntityKey, EntityFacts> facts = new LinkedHashMap<>();
  private final List<Membership> memberships = new ArrayList<>();
  private final List<TraceAlias> aliases = new ArrayList<>();

  void add(EntityFacts addition) {
    facts.merge(addition.key(), addition, EntityFacts::merge);
  }

  void add(Membership membership) {
    memberships.add(membership);
  }

  /** Replaces all memberships added so far. */
  void keepOnly(List<Membership> some) {
    memberships.clear();
    memberships.addAll(some);
  }

  void add(TraceAlias alias) {
    aliases.add(alias);
  }

  Map<EntityKey, EntityFacts> facts() {
    return facts;
  }

  List<Membership> memberships() {
    return memberships;
  }

  List<TraceAlias> aliases() {
    return aliases;
  }

  /** The trace ids seen for the first time, as far as this page knows. */
  Set<String> traceRefs() {
    Set<String> refs = new LinkedHashSet<>();
    facts.values().forEach(entity -> refs.addAll(entity.traceRefs().keySet()));
    return refs;
  }

  /** Every entity whose placement may change: those with new facts, and listed members. */
  Set<EntityKey> keys() {
    Set<EntityKey> keys = new LinkedHashSet<>(facts.keySet());
    for (Membership membership : memberships) {
      membership.ids().forEach(id -> keys.add(new EntityKey(membership.memberKind(), id)));
    }
    return keys;
  }
}
