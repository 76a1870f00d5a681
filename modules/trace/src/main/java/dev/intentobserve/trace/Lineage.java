package dev.intentobserve.trace;

import dev.intentobserve.contract.StoreContract.Family;
import dev.intentobserve.event.Alias;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Membership;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Stamped;
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
 * Judges who belongs to whom among the claims of a {@link Family}. Of several claims on one kind of
 * parent the latest stands; of several intents' claims on one trace string the earliest. Remembers
 * what it judged, so it belongs to one thread.
 */
final class Lineage {
  private static final Comparator<Alias> EARLIEST =
      Comparator.comparing(Alias::stamp).thenComparing(Alias::intentId);

  /**
   * Looked for in this order: the first kind of parent that was claimed is the place in the tree.
   */
  private static final List<Kind> NEAREST_FIRST =
      List.of(
          Kind.ASSERTION,
          Kind.CONTRACT,
          Kind.SPEC,
          Kind.ATOM,
          Kind.EXECUTION,
          Kind.OBSERVATION,
          Kind.DECISION,
          Kind.APPROVAL,
          Kind.ELEVATION,
          Kind.CAPABILITY,
          Kind.KNOWLEDGE,
          Kind.SYSTEM,
          Kind.OTHER,
          Kind.INTENT,
          Kind.CLUSTER);

  /** What lies above: the intent its claims lead to, the nearest one a trace string leads to. */
  private record Ascent(
      @Nullable EntityKey byClaims, @Nullable EntityKey byTrace, @Nullable EntityKey cluster) {
    private static final Ascent TOP = new Ascent(null, null, null);
  }

  private final Scope scope;
  private final Map<EntityKey, Ascent> ascents = new HashMap<>();
  private final Map<EntityKey, EntityFacts> facts = new HashMap<>();
  private final Map<EntityKey, List<Membership>> listed = new HashMap<>();
  private final Set<EntityKey> listing = new HashSet<>();
  private @Nullable Map<String, Integer> signals;
  private final Map<String, Alias> owners = new HashMap<>();
  private final Map<String, List<Alias>> byIntent = new HashMap<>();

  Lineage(Scope scope, Family family) {
    this(scope, family.facts(), family.memberships(), family.aliases());
  }

  Lineage(
      Scope scope,
      Collection<EntityFacts> known,
      Collection<Membership> memberships,
      Collection<Alias> aliases) {
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
    for (Alias alias : aliases) {
      owners.merge(alias.traceRef(), alias, (a, b) -> EARLIEST.compare(a, b) <= 0 ? a : b);
      byIntent.computeIfAbsent(alias.intentId(), id -> new ArrayList<>(1)).add(alias);
    }
  }

  Scope scope() {
    return scope;
  }

  /** What is known of an entity; of a stranger nothing but its name. */
  EntityFacts facts(EntityKey key) {
    EntityFacts known = facts.get(key);
    return known != null ? known : EntityFacts.unknown(key);
  }

  /** Every entity with facts, and every listed member. */
  Set<EntityKey> everyone() {
    Set<EntityKey> everyone = new HashSet<>(facts.keySet());
    everyone.addAll(listed.keySet());
    return everyone;
  }

  /** Whether the facts of an entity are at hand, be it that nothing is known but its name. */
  boolean hasFacts(EntityKey key) {
    return facts.containsKey(key);
  }

  /** Whether anything was ever said of an entity. */
  boolean knows(EntityKey key) {
    return facts.containsKey(key) || listed.containsKey(key);
  }

  /** Whether claims alone lead to an intent: then traces do not matter. */
  boolean claimed(EntityKey key) {
    return ascent(key).byClaims() != null;
  }

  /** Of an entity's trace strings, as they are compared, those that no intent claims. */
  Stream<String> unclaimed(EntityKey key) {
    return facts(key).traceRefs().keySet().stream()
        .map(Ids::traceKey)
        .filter(ref -> !owners.containsKey(ref));
  }

  /** Whether anybody ever named members of this parent, wherever they belong by now. */
  boolean everListed(EntityKey parent) {
    return listing.contains(parent);
  }

  /** How many signals stand in this cluster; all clusters are counted at once. */
  int signalsIn(String cluster) {
    Map<String, Integer> counted = signals;
    if (counted == null) {
      counted = new HashMap<>();
      for (EntityKey key : everyone()) {
        Stamped claim = key.kind() == Kind.SIGNAL ? parent(key, Kind.CLUSTER) : null;
        if (claim != null) {
          counted.merge(claim.value(), 1, Integer::sum);
        }
      }
      signals = counted;
    }
    return counted.getOrDefault(cluster, 0);
  }

  /** The standing claim on a parent of {@code kind}: its id, and when that was claimed. */
  @Nullable Stamped parent(EntityKey child, Kind kind) {
    Stamped standing = facts(child).parent(kind);
    for (Membership membership : listed.getOrDefault(child, List.of())) {
      if (membership.parent().kind() == kind) {
        Stamped claim = new Stamped(membership.stamp(), membership.parent().id());
        standing = standing == null ? claim : Stamped.latest(standing, claim);
      }
    }
    return standing;
  }

  /**
   * The entity one step up in the tree, before anybody looks at traces. A signal that was promoted
   * stands under its intent, whatever cluster it came from.
   */
  @Nullable EntityKey parent(EntityKey child) {
    for (Kind kind : NEAREST_FIRST) {
      Stamped claim = child.kind() == Kind.INTENT ? null : parent(child, kind);
      if (claim != null && !claim.value().equals(idIfSame(child, kind))) {
        return new EntityKey(kind, claim.value());
      }
    }
    return null;
  }

  /** The intent it all leads to, else the cluster; null for an orphan. */
  @Nullable EntityKey root(EntityKey key) {
    Ascent ascent = ascent(key);
    if (ascent.byClaims() != null) {
      return ascent.byClaims();
    }
    return ascent.byTrace() != null ? ascent.byTrace() : ascent.cluster();
  }

  /** Climbs until somebody whose ascent is known, the top, or a circle, and remembers the way. */
  private Ascent ascent(EntityKey key) {
    List<EntityKey> path = new ArrayList<>();
    Set<EntityKey> onPath = new HashSet<>();
    EntityKey here = key;
    while (here != null && !ascents.containsKey(here) && onPath.add(here)) {
      path.add(here);
      here = parent(here);
    }
    Ascent above = here == null ? Ascent.TOP : ascents.get(here);
    if (above == null) {
      above = Ascent.TOP;
      for (EntityKey inCircle : path.subList(path.indexOf(here), path.size()).reversed()) {
        above = step(inCircle, above);
      }
    }
    for (EntityKey climbed : path.reversed()) {
      above = step(climbed, above);
      ascents.put(climbed, above);
    }
    return above;
  }

  private Ascent step(EntityKey here, Ascent above) {
    if (here.kind() == Kind.INTENT) {
      return new Ascent(here, null, null);
    }
    boolean topmostCluster = here.kind() == Kind.CLUSTER && above.cluster() == null;
    return new Ascent(
        above.byClaims(),
        intentOfTraceRefs(here).orElse(above.byTrace()),
        topmostCluster ? here : above.cluster());
  }

  /** When a promoted signal or cluster was linked to its intent; null when it is in no intent. */
  @Nullable Stamp linkedAt(EntityKey key) {
    Stamped intent = parent(key, Kind.INTENT);
    if (intent != null) {
      return intent.stamp();
    }
    Stamped cluster = parent(key, Kind.CLUSTER);
    if (cluster == null) {
      return null;
    }
    Stamped promotion = parent(new EntityKey(Kind.CLUSTER, cluster.value()), Kind.INTENT);
    return promotion == null ? null : Stamp.later(promotion.stamp(), cluster.stamp());
  }

  /** An emitter's UUID where the intent's claim on it stands, else a derived one. */
  String traceId(EntityKey root) {
    return claimedTraceId(root).orElseGet(() -> Ids.derivedTraceId(scope, root));
  }

  /** The trace strings that lead to this intent. */
  Collection<String> aliases(EntityKey root) {
    return facts(root).traceRefs().keySet();
  }

  private Optional<String> claimedTraceId(EntityKey root) {
    if (root.kind() == Kind.INTENT) {
      return byIntent.getOrDefault(root.id(), List.of()).stream()
          .filter(alias -> owns(alias) && Ids.traceId(alias.traceRef()).isPresent())
          .min(EARLIEST)
          .map(Alias::traceRef);
    }
    return facts(root).traceRefs().entrySet().stream()
        .filter(ref -> provisionalId(ref.getKey()).isPresent())
        .min(Map.Entry.<String, Stamp>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .flatMap(ref -> provisionalId(ref.getKey()));
  }

  private boolean owns(Alias alias) {
    Alias owner = owners.get(alias.traceRef());
    return owner != null && owner.intentId().equals(alias.intentId());
  }

  private Optional<EntityKey> intentOfTraceRefs(EntityKey key) {
    return facts(key).traceRefs().entrySet().stream()
        .sorted(
            Map.Entry.<String, Stamp>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(ref -> owner(Ids.traceKey(ref.getKey())))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Some emitters write an intent's id where the trace id belongs: it means the intent's trace. */
  private @Nullable EntityKey owner(String traceKey) {
    Alias owner = owners.get(traceKey);
    if (owner != null) {
      return new EntityKey(Kind.INTENT, owner.intentId());
    }
    EntityKey named = traceKey.isBlank() ? null : new EntityKey(Kind.INTENT, traceKey);
    return facts.containsKey(named) ? named : null;
  }

  /** {@code cluster-} and a UUID is how emitters mark a provisional trace. */
  private static Optional<String> provisionalId(String ref) {
    String prefix = "cluster-";
    return ref.startsWith(prefix) ? Ids.traceId(ref.substring(prefix.length())) : Optional.empty();
  }

  private static String idIfSame(EntityKey child, Kind kind) {
    return child.kind() == kind ? child.id() : "";
  }
}
