package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resolves parents and roots from the claims of some entities. Of several claims on one kind of
 * parent the latest counts; of several intents' claims on one trace id the earliest. Results are
 * cached, so an instance belongs to one thread.
 */
final class EntityLineage {
  private static final Comparator<TraceAlias> EARLIEST =
      Comparator.comparing(TraceAlias::stamp).thenComparing(TraceAlias::intentId);

  /** In this order: the first kind of parent that was claimed is the parent in the tree. */
  private static final List<EntityKind> NEAREST_FIRST =
      List.of(
          EntityKind.ASSERTION,
          EntityKind.CONTRACT,
          EntityKind.SPEC,
          EntityKind.ATOM,
          EntityKind.EXECUTION,
          EntityKind.OBSERVATION,
          EntityKind.DECISION,
          EntityKind.APPROVAL,
          EntityKind.ELEVATION,
          EntityKind.CAPABILITY,
          EntityKind.KNOWLEDGE,
          EntityKind.SYSTEM,
          EntityKind.OTHER,
          EntityKind.INTENT,
          EntityKind.CLUSTER);

  /** The roots above an entity: by its claims, and the nearest one by a trace id. */
  private record RootCandidates(
      @Nullable EntityKey byClaims, @Nullable EntityKey byTrace, @Nullable EntityKey cluster) {
    private static final RootCandidates TOP = new RootCandidates(null, null, null);
  }

  private final Scope scope;
  private final Map<EntityKey, RootCandidates> rootCandidatesByKey = new HashMap<>();
  private final Map<EntityKey, EntityFacts> facts = new HashMap<>();
  private final Map<EntityKey, List<Membership>> listed = new HashMap<>();
  private final Set<EntityKey> listing = new HashSet<>();
  private @Nullable Map<String, Integer> signals;
  private @Nullable Map<EntityKey, List<EntityKey>> keysByRoot;
  private final Map<String, TraceAlias> owners = new HashMap<>();
  private final Map<String, List<TraceAlias>> byIntent = new HashMap<>();

  EntityLineage(
      Scope scope,
      Collection<EntityFacts> known,
      Collection<Membership> memberships,
      Collection<TraceAlias> aliases) {
    this.scope = scope;
    known.forEach(entity -> facts.put(entity.key(), entity));
    for (Membership membership : memberships) {
      if (!membership.ids().isEmpty()) {
        listing.add(membership.parent());
      }
      for (String id : membership.ids()) {
        listed
            .computeIfAbsent(new EntityKey(membership.memberKind(), id), key -> new ArrayList<>(1))
            .add(membership);
      }
    }
    for (TraceAlias alias : aliases) {
      owners.merge(alias.traceRef(), alias, (a, b) -> EARLIEST.compare(a, b) <= 0 ? a : b);
      byIntent.computeIfAbsent(alias.intentId(), id -> new ArrayList<>(1)).add(alias);
    }
  }

  Scope scope() {
    return scope;
  }

  /** The facts of an entity; without any, only its key. */
  EntityFacts facts(EntityKey key) {
    EntityFacts known = facts.get(key);
    return known != null ? known : EntityFacts.unknown(key);
  }

  /** Every entity with facts, and every listed member. */
  Set<EntityKey> allKeys() {
    Set<EntityKey> allKeys = new HashSet<>(facts.keySet());
    allKeys.addAll(listed.keySet());
    return allKeys;
  }

  /** All keys whose root this is; found for all roots at once. */
  List<EntityKey> allUnder(EntityKey root) {
    Map<EntityKey, List<EntityKey>> grouped = keysByRoot;
    if (grouped == null) {
      grouped = new HashMap<>();
      for (EntityKey key : allKeys()) {
        EntityKey above = root(key);
        if (above != null) {
          grouped.computeIfAbsent(above, r -> new ArrayList<>()).add(key);
        }
      }
      keysByRoot = grouped;
    }
    return grouped.getOrDefault(root, List.of());
  }

  Collection<EntityFacts> allFacts() {
    return facts.values();
  }

  /** All claims of intents on trace ids. */
  Stream<TraceAlias> allAliases() {
    return byIntent.values().stream().flatMap(List::stream);
  }

  /** Whether any event is about the entity. */
  boolean knows(EntityKey key) {
    return facts.containsKey(key) || listed.containsKey(key);
  }

  /** Whether any event listed members of this parent, wherever they belong now. */
  boolean everListed(EntityKey parent) {
    return listing.contains(parent);
  }

  /** The number of signals in a cluster; counted for all clusters at once. */
  int signalsIn(String cluster) {
    Map<String, Integer> counted = signals;
    if (counted == null) {
      counted = new HashMap<>();
      for (EntityKey key : allKeys()) {
        StampedValue claim =
            key.kind() == EntityKind.SIGNAL ? parent(key, EntityKind.CLUSTER) : null;
        if (claim != null) {
          counted.merge(claim.value(), 1, Integer::sum);
        }
      }
      signals = counted;
    }
    return counted.getOrDefault(cluster, 0);
  }

  /** The valid claim on a parent of {@code kind}: the parent's id and the time of the claim. */
  @Nullable StampedValue parent(EntityKey child, EntityKind kind) {
    StampedValue standing = facts(child).parent(kind);
    for (Membership membership : listed.getOrDefault(child, List.of())) {
      if (membership.parent().kind() == kind) {
        StampedValue claim = new StampedValue(membership.stamp(), membership.parent().id());
        standing = standing == null ? claim : StampedValue.latest(standing, claim);
      }
    }
    return standing;
  }

  /**
   * The parent in the tree, without regard to trace ids. The parent of a promoted signal is its
   * intent, whatever cluster it was in.
   */
  @Nullable EntityKey parent(EntityKey child) {
    for (EntityKind kind : NEAREST_FIRST) {
      StampedValue claim = child.kind() == EntityKind.INTENT ? null : parent(child, kind);
      if (claim != null && !claim.value().equals(idIfSame(child, kind))) {
        return new EntityKey(kind, claim.value());
      }
    }
    return null;
  }

  /** The intent, else the cluster at the top; null for an orphan. */
  @Nullable EntityKey root(EntityKey key) {
    RootCandidates rootCandidates = rootCandidates(key);
    if (rootCandidates.byClaims() != null) {
      return rootCandidates.byClaims();
    }
    return rootCandidates.byTrace() != null ? rootCandidates.byTrace() : rootCandidates.cluster();
  }

  /**
   * Follows parents up to an entity with a cached result, the top, or a cycle, and caches the way.
   */
  private RootCandidates rootCandidates(EntityKey key) {
    List<EntityKey> path = new ArrayList<>();
    Set<EntityKey> onPath = new HashSet<>();
    EntityKey current = key;
    while (current != null && !rootCandidatesByKey.containsKey(current) && onPath.add(current)) {
      path.add(current);
      current = parent(current);
    }
    RootCandidates above = current == null ? RootCandidates.TOP : rootCandidatesByKey.get(current);
    if (above == null) {
      above = RootCandidates.TOP;
      for (EntityKey inCircle : path.subList(path.indexOf(current), path.size()).reversed()) {
        above = step(inCircle, above);
      }
    }
    for (EntityKey visited : path.reversed()) {
      above = step(visited, above);
      rootCandidatesByKey.put(visited, above);
    }
    return above;
  }

  private RootCandidates step(EntityKey current, RootCandidates above) {
    if (current.kind() == EntityKind.INTENT) {
      return new RootCandidates(current, null, null);
    }
    boolean topmostCluster = current.kind() == EntityKind.CLUSTER && above.cluster() == null;
    return new RootCandidates(
        above.byClaims(),
        intentOfTraceRefs(current).orElse(above.byTrace()),
        topmostCluster ? current : above.cluster());
  }

  /** When a promoted signal or cluster was linked to its intent; null without an intent. */
  @Nullable Stamp linkedAt(EntityKey key) {
    StampedValue intent = parent(key, EntityKind.INTENT);
    if (intent != null) {
      return intent.stamp();
    }
    StampedValue cluster = parent(key, EntityKind.CLUSTER);
    if (cluster == null) {
      return null;
    }
    StampedValue promotion =
        parent(new EntityKey(EntityKind.CLUSTER, cluster.value()), EntityKind.INTENT);
    return promotion == null ? null : Stamp.later(promotion.stamp(), cluster.stamp());
  }

  /** The emitter's UUID if the intent's claim on it is valid, else a derived trace id. */
  String traceId(EntityKey root) {
    return claimedTraceId(root).orElseGet(() -> TraceIds.derivedTraceId(scope, root));
  }

  /** The trace ids that lead to this intent. */
  Collection<String> aliases(EntityKey root) {
    return facts(root).traceRefs().keySet();
  }

  private Optional<String> claimedTraceId(EntityKey root) {
    if (root.kind() == EntityKind.INTENT) {
      return byIntent.getOrDefault(root.id(), List.of()).stream()
          .filter(alias -> owns(alias) && TraceIds.traceId(alias.traceRef()).isPresent())
          .min(EARLIEST)
          .map(TraceAlias::traceRef);
    }
    return facts(root).traceRefs().entrySet().stream()
        .filter(ref -> provisionalId(ref.getKey()).isPresent())
        .min(Map.Entry.<String, Stamp>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .flatMap(ref -> provisionalId(ref.getKey()));
  }

  private boolean owns(TraceAlias alias) {
    TraceAlias owner = owners.get(alias.traceRef());
    return owner != null && owner.intentId().equals(alias.intentId());
  }

  private Optional<EntityKey> intentOfTraceRefs(EntityKey key) {
    return facts(key).traceRefs().entrySet().stream()
        .sorted(
            Map.Entry.<String, Stamp>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(ref -> owner(TraceIds.traceKey(ref.getKey())))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Some emitters put an intent's id into the trace id; it means the intent's trace. */
  private @Nullable EntityKey owner(String traceKey) {
    TraceAlias owner = owners.get(traceKey);
    if (owner != null) {
      return new EntityKey(EntityKind.INTENT, owner.intentId());
    }
    EntityKey named = traceKey.isBlank() ? null : new EntityKey(EntityKind.INTENT, traceKey);
    return facts.containsKey(named) ? named : null;
  }

  /** Emitters mark a provisional trace with {@code cluster-} and a UUID. */
  private static Optional<String> provisionalId(String ref) {
    String prefix = "cluster-";
    return ref.startsWith(prefix)
        ? TraceIds.traceId(ref.substring(prefix.length()))
        : Optional.empty();
  }

  private static String idIfSame(EntityKey child, EntityKind kind) {
    return child.kind() == kind ? child.id() : "";
  }
}
