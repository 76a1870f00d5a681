package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.trace.TraceIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of each entity of a tree. Pure: the same facts give the same states. */
final class EntityStates {
  private static final String PRODUCT = "product";
  private static final EntityKey NONE = new EntityKey(EntityKind.OTHER, "none");

  private final EntityLineage lineage;
  private final StateResolver stateResolver;
  private final EntityTimes times;
  private final IntentPhases phases;

  EntityStates(
      EntityLineage lineage, StateResolver stateResolver, EntityTimes times, IntentPhases phases) {
    this.lineage = lineage;
    this.stateResolver = stateResolver;
    this.times = times;
    this.phases = phases;
  }

  /** States of a root and all its members. */
  List<EntityState> under(EntityTree tree) {
    List<EntityState> entityStates = new ArrayList<>(tree.members().size() + 1);
    Instant firstWork = times.start(tree.root());
    for (EntityKey member : tree.members()) {
      Instant start = times.start(member);
      entityStates.add(of(member, tree.root(), start));
      firstWork = earlier(firstWork, start);
    }
    entityStates.add(of(tree.root(), tree.root(), firstWork));
    return entityStates;
  }

  /**
   * A root starts when its span does, with the first work under it, unless it is only referenced.
   */
  private static @Nullable Instant earlier(@Nullable Instant root, @Nullable Instant member) {
    return root == null || member == null || root.isBefore(member) ? root : member;
  }

  /** States of all entities in no trace whose topmost ancestor is one of {@code topAncestors}. */
  static List<EntityState> ofOrphans(EntityLineage lineage, Set<EntityKey> topAncestors) {
    EntityTree forest = EntityTree.forest(lineage, NONE);
    StateResolver stateResolver = new StateResolver(lineage, forest);
    EntityTimes times = new EntityTimes(lineage, stateResolver);
    EntityStates entityStates =
        new EntityStates(
            lineage, stateResolver, times, new IntentPhases(lineage, forest, stateResolver, times));
    TopAncestors above = new TopAncestors(lineage);
    List<EntityState> orphans = new ArrayList<>();
    for (EntityKey key : lineage.allKeys()) {
      EntityKey top = above.of(key);
      if (!TopAncestors.roots(top.kind()) && topAncestors.contains(top)) {
        orphans.add(entityStates.of(key, top, entityStates.times.start(key)));
      }
    }
    return orphans;
  }

  private EntityState of(EntityKey key, EntityKey top, @Nullable Instant start) {
    EntityFacts facts = lineage.facts(key);
    boolean inTrace = TopAncestors.roots(top.kind());
    StampedValue cluster = lineage.parent(key, EntityKind.CLUSTER);
    return EntityState.builder()
        .key(key)
        .state(stateResolver.state(key).code())
        .level(TrustLevel.level(facts))
        .trust(TrustLevel.score(facts))
        .source(source(facts))
        .product(product(facts, top))
        .cluster(cluster == null ? null : cluster.value())
        .start(start)
        .end(times.end(key))
        .top(top)
        .traceId(inTrace ? lineage.traceId(top) : null)
        .spanId(inTrace ? TraceIds.spanId(lineage.scope(), key, "") : null)
        .marks(key.kind() == EntityKind.INTENT ? phases.marks(key) : new TreeMap<>())
        .build();
  }

  private static @Nullable String source(EntityFacts facts) {
    return facts
        .attribute(EntityFacts.CREATED_SOURCE)
        .or(() -> facts.attribute(EntityFactsBuilder.SOURCE))
        .or(() -> facts.attribute(EntityFacts.NAMED_SOURCE))
        .orElse(null);
  }

  private @Nullable String product(EntityFacts facts, EntityKey top) {
    return facts.attribute(PRODUCT).or(() -> productOfIntent(top)).orElse(null);
  }

  private Optional<String> productOfIntent(EntityKey top) {
    return top.kind() == EntityKind.INTENT
        ? lineage.facts(top).attribute(PRODUCT)
        : Optional.empty();
  }
}
