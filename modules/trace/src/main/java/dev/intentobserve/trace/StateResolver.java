package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.EventType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of each entity of a tree: the state of its own lifecycle, adjusted by what is above and
 * below it. The rules are in {@code docs/decisions/0005-entity-lifecycles.md}.
 */
final class StateResolver {
  private static final List<LifecycleState> INTENT_STATES =
      Lifecycle.statesInOrder(EntityKind.INTENT);
  private static final Set<LifecycleState> DECISIONS =
      EnumSet.of(LifecycleState.APPROVED, LifecycleState.DENIED);
  private static final SequencedSet<String> VERIFIED =
      Lifecycle.typesTo(EntityKind.CONTRACT, LifecycleState.VERIFIED);
  private static final SequencedSet<String> FAILED =
      Lifecycle.typesTo(EntityKind.CONTRACT, LifecycleState.FAILED);
  private static final SequencedSet<String> STARTED =
      Lifecycle.typesTo(EntityKind.CONTRACT, LifecycleState.STARTED);
  private static final SequencedSet<String> ASSERTION_FAILED =
      Lifecycle.typesTo(EntityKind.ASSERTION, LifecycleState.FAILED);
  private static final SequencedSet<String> SPEC_COMPLETED =
      Lifecycle.typesTo(EntityKind.SPEC, LifecycleState.COMPLETE);
  private static final SequencedSet<String> EVALUATED =
      EventCatalog.standard().names(EventType::evaluates);
  private static final SequencedSet<String> CLUSTERED =
      EventCatalog.standard().joining(EntityKind.CLUSTER);
  private static final int MEMBERS_OF_AN_ACTIVE_CLUSTER = 3;

  private final EntityLineage lineage;
  private final EntityTree tree;
  private final Map<EntityKey, LifecycleState> computed = new HashMap<>();

  StateResolver(EntityLineage lineage, EntityTree tree) {
    this.lineage = lineage;
    this.tree = tree;
  }

  LifecycleState state(EntityKey key) {
    LifecycleState known = computed.get(key);
    if (known == null) {
      known =
          switch (key.kind()) {
            case SIGNAL -> signal(key);
            case CLUSTER -> cluster(key);
            case INTENT -> intent(key);
            case SPEC -> spec(key);
            case CONTRACT -> contract(key);
            case APPROVAL -> approval(key);
            default -> own(key);
          };
      computed.put(key, known);
    }
    return known;
  }

  /** When a spec was complete; null while it is not. */
  @Nullable Stamp specCompleted(EntityKey spec) {
    if (state(spec) != LifecycleState.COMPLETE) {
      return null;
    }
    Stamp declared = lineage.facts(spec).first(SPEC_COMPLETED);
    return declared != null ? declared : lastVerdict(tree.children(spec, EntityKind.CONTRACT));
  }

  /**
   * When the last contract of a spec passed; null while one did not. A spec without contracts is
   * taken at its word.
   */
  @Nullable Stamp contractsPassed(EntityKey spec) {
    List<EntityKey> contracts = tree.children(spec, EntityKind.CONTRACT);
    if (contracts.isEmpty()) {
      return specCompleted(spec);
    }
    return allVerified(contracts) ? lastVerdict(contracts) : null;
  }

  private boolean allVerified(List<EntityKey> contracts) {
    return !contracts.isEmpty()
        && contracts.stream().allMatch(contract -> state(contract) == LifecycleState.VERIFIED);
  }

  private @Nullable Stamp lastVerdict(List<EntityKey> contracts) {
    return contracts.stream()
        .map(this::verdictAt)
        .filter(Objects::nonNull)
        .reduce(Stamp::later)
        .orElse(null);
  }

  /** The last verdict on a contract; null before the first. */
  @Nullable Stamp verdictAt(EntityKey contract) {
    EntityFacts facts = lineage.facts(contract);
    return Stream.of(VERIFIED, FAILED, EVALUATED)
        .map(facts::last)
        .filter(Objects::nonNull)
        .reduce(Stamp::later)
        .orElse(null);
  }

  private boolean isBegun(EntityKey key) {
    return Lifecycle.isBegun(key.kind(), state(key).code());
  }

  private static boolean isClosed(EntityKey key, LifecycleState state) {
    return Lifecycle.isClosed(key.kind(), state.code());
  }

  private LifecycleState own(EntityKey key) {
    return Lifecycle.state(key.kind(), lineage.facts(key).occurrences());
  }

  private LifecycleState signal(EntityKey key) {
    LifecycleState own = own(key);
    if (isClosed(key, own)) {
      return own;
    }
    EntityKey root = lineage.root(key);
    if (root != null && root.kind() == EntityKind.INTENT) {
      return LifecycleState.PROMOTED;
    }
    return lineage.parent(key, EntityKind.CLUSTER) != null ? LifecycleState.CLUSTERED : own;
  }

  private LifecycleState cluster(EntityKey key) {
    LifecycleState own = own(key);
    if (isClosed(key, own)) {
      return own;
    }
    EntityKey root = lineage.root(key);
    if (root != null && root.kind() == EntityKind.INTENT) {
      return LifecycleState.PROMOTED;
    }
    int members = lineage.signalsIn(key.id());
    if (members == 0 && hadMembers(key)) {
      return LifecycleState.DISSOLVED;
    }
    return members >= MEMBERS_OF_AN_ACTIVE_CLUSTER ? LifecycleState.ACTIVE : LifecycleState.FORMING;
  }

  /**
   * By a list, or by a clustering event about a signal; in a cluster's own event the field is a
   * source.
   */
  private boolean hadMembers(EntityKey cluster) {
    EntityFacts facts = lineage.facts(cluster);
    return lineage.everListed(cluster)
        || (facts.first(CLUSTERED) != null && facts.attribute(EntityFactsBuilder.SOURCE).isEmpty());
  }

  /** A decision with another outcome keeps its own state. */
  private LifecycleState approval(EntityKey key) {
    LifecycleState own = own(key);
    return own == LifecycleState.DECIDED
        ? lineage
            .facts(key)
            .attribute("decision")
            .flatMap(LifecycleState::of)
            .filter(DECISIONS::contains)
            .orElse(own)
        : own;
  }

  private LifecycleState intent(EntityKey key) {
    LifecycleState state = own(key);
    List<EntityKey> specs = tree.children(key, EntityKind.SPEC);
    if (!specs.isEmpty()) {
      state = atLeast(state, LifecycleState.SPECCED);
    }
    boolean executing =
        specs.stream().anyMatch(this::isBegun)
            || tree.children(key, EntityKind.CONTRACT).stream().anyMatch(this::isBegun);
    return atLeast(state, executing ? LifecycleState.EXECUTING : LifecycleState.PROPOSED);
  }

  private static LifecycleState atLeast(LifecycleState state, LifecycleState least) {
    return INTENT_STATES.indexOf(state) >= INTENT_STATES.indexOf(least) ? state : least;
  }

  private LifecycleState spec(EntityKey key) {
    LifecycleState own = own(key);
    List<EntityKey> contracts = tree.children(key, EntityKind.CONTRACT);
    if (allVerified(contracts) || own == LifecycleState.COMPLETE) {
      return SpecClosureRule.mayClose(lineage, tree, key)
          ? LifecycleState.COMPLETE
          : LifecycleState.EXECUTING;
    }
    if (SpecClosureRule.closed(lineage, tree, key)) {
      return LifecycleState.COMPLETE;
    }
    return contracts.stream().anyMatch(this::isBegun) ? LifecycleState.EXECUTING : own;
  }

  /** A completed contract passed or failed by its assertions. */
  private LifecycleState contract(EntityKey key) {
    EntityFacts facts = lineage.facts(key);
    Occurrence completed = facts.occurrence(EVALUATED);
    if (completed == null) {
      LifecycleState own = own(key);
      return own == LifecycleState.UNKNOWN && lineage.parent(key, EntityKind.SPEC) != null
          ? LifecycleState.DEFINED
          : own;
    }
    NavigableMap<String, Occurrence> read = new TreeMap<>(facts.occurrences());
    EVALUATED.forEach(read::remove);
    read.merge((failed(facts) ? FAILED : VERIFIED).getFirst(), completed, Occurrence::merge);
    return Lifecycle.state(EntityKind.CONTRACT, read);
  }

  /** Only failures since the contract was last started count: a new run starts over. */
  private static boolean failed(EntityFacts facts) {
    if (facts.attribute("assertions_failed").filter(count -> !isZero(count)).isPresent()) {
      return true;
    }
    Stamp failure = facts.last(ASSERTION_FAILED);
    Stamp started = facts.last(STARTED);
    return failure != null && (started == null || failure.compareTo(started) > 0);
  }

  /** Emitters write counts as {@code 0} or {@code 0.0}. */
  static boolean isZero(String count) {
    return count.matches("0+(\\.0+)?");
  }
}
