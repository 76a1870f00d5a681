package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.TraceIds;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The topmost entities whose summaries and states a change of the graph makes out of date: those of
 * the changed entities, before and after, and those that lose a trace id to an earlier claim.
 */
final class StaleTops {
  private final Set<EntityKey> all = new LinkedHashSet<>();

  StaleTops(GraphDelta delta, EntityLineage before, EntityLineage after) {
    topAncestors(delta.keys(), before, after);
    addCompetingClaims(delta, before);
  }

  Set<EntityKey> all() {
    return all;
  }

  private void topAncestors(Set<EntityKey> keys, EntityLineage before, EntityLineage after) {
    TopAncestors then = new TopAncestors(before);
    TopAncestors now = new TopAncestors(after);
    for (EntityKey key : keys) {
      all.addAll(now.affectedBy(key));
      if (before.knows(key)) {
        then.affectedBy(key).stream().filter(top -> stillRelevant(top, now)).forEach(all::add);
      }
    }
  }

  /**
   * An entity that was topmost and no longer is moves all orphans below it to its new topmost
   * ancestor.
   */
  private static boolean stillRelevant(EntityKey top, TopAncestors now) {
    return TopAncestors.roots(top.kind()) || now.of(top).equals(top);
  }

  /** A new claim on a trace id may take it from the previous owner. */
  private void addCompetingClaims(GraphDelta delta, EntityLineage before) {
    Set<String> claimed = new HashSet<>();
    delta.aliases().forEach(alias -> claimed.add(TraceIds.traceKey(alias.traceRef())));
    for (EntityFacts known : before.allFacts()) {
      if (known.key().kind() == EntityKind.INTENT && claimed.contains(known.key().id())) {
        all.add(known.key());
      }
    }
    before
        .allAliases()
        .filter(alias -> claimed.contains(alias.traceRef()))
        .forEach(alias -> all.add(new EntityKey(EntityKind.INTENT, alias.intentId())));
  }
}
