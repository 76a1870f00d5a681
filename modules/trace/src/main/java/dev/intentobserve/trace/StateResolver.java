package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of each entity of a tree: what its own life led to, seen together with what stands
 * above and below it. The rules are those of {@code docs/decisions/0005-entity-lifecycles.md}.
 */
final class StateResolver {
  private static final List<String> INTENT_STATE_ORDER =
      List.of("unknown", "proposed", "accepted", "specced", "executing", "complete", "archived");
  private static final Set<String> OPEN_SIGNAL =
      Set.of("unknown", "captured", "active", "clustered");
  private static final Set<String> STARTED_CONTRACT =
      Set.of("started", "verified", "failed", "revised");
  private static final Set<String> DECISIONS = Set.of("approved", "denied");
  private static final int MEMBERS_OF_AN_ACTIVE_CLUSTER = 3;

  private final EntityLineage lineage;
  private final EntityTree tree;
  private final Map<EntityKey, String> computed = new HashMap<>();

  StateResolver(EntityLineage lineage, EntityTree tree) {
    this.lineage = lineage;
    this.tree = tree;
  }

  String state(EntityKey key) {
    String known = computed.get(key);
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
    if (!state(spec).equals("complete")) {
      return null;
    }
    Stamp declared = lineage.facts(spec).first("spec.completed");
    return declared != null
        ? declared
        : tree.children(spec, EntityKind.CONTRACT).stream()
            .map(this::verdictAt)
            .filter(Objects::nonNull)
            .reduce(Stamp::later)
            .orElse(null);
  }

  /** The last verdict on a contract; null before the first. */
  @Nullable Stamp verdictAt(EntityKey contract) {
    Stamp last = null;
    for (String type : List.of("contract.verified", "contract.failed", "contract.completed")) {
      Stamp verdict = lineage.facts(contract).last(type);
      last = last == null ? verdict : verdict == null ? last : Stamp.later(last, verdict);
    }
    return last;
  }

  private String own(EntityKey key) {
    return Lifecycle.state(key.kind(), lineage.facts(key).occurrences());
  }

  private String signal(EntityKey key) {
    String own = own(key);
    if (!OPEN_SIGNAL.contains(own)) {
      return own;
    }
    EntityKey root = lineage.root(key);
    if (root != null && root.kind() == EntityKind.INTENT) {
      return "promoted";
    }
    return lineage.parent(key, EntityKind.CLUSTER) != null ? "clustered" : own;
  }

  private String cluster(EntityKey key) {
    String own = own(key);
    if (own.equals("dissolved") || own.equals("promoted")) {
      return own;
    }
    EntityKey root = lineage.root(key);
    if (root != null && root.kind() == EntityKind.INTENT) {
      return "promoted";
    }
    int members = lineage.signalsIn(key.id());
    if (members == 0 && hadMembers(key)) {
      return "dissolved";
    }
    return members >= MEMBERS_OF_AN_ACTIVE_CLUSTER ? "active" : "forming";
  }

  /** By a list, or by a clustering that was about a signal: a cluster's own carries a source. */
  private boolean hadMembers(EntityKey cluster) {
    EntityFacts facts = lineage.facts(cluster);
    return lineage.everListed(cluster)
        || (facts.first("signal.clustered") != null
            && facts.attribute(EntityFactsBuilder.SOURCE).isEmpty());
  }

  /** Decided means approved or denied; a decision of another name stays what it is. */
  private String approval(EntityKey key) {
    String own = own(key);
    return own.equals("decided")
        ? lineage.facts(key).attribute("decision").filter(DECISIONS::contains).orElse(own)
        : own;
  }

  private String intent(EntityKey key) {
    String state = own(key);
    List<EntityKey> specs = tree.children(key, EntityKind.SPEC);
    if (!specs.isEmpty()) {
      state = atLeast(state, "specced");
    }
    boolean executing =
        specs.stream().anyMatch(spec -> Set.of("executing", "complete").contains(state(spec)))
            || tree.children(key, EntityKind.CONTRACT).stream()
                .anyMatch(contract -> STARTED_CONTRACT.contains(state(contract)));
    return executing ? atLeast(state, "executing") : atLeast(state, "proposed");
  }

  private static String atLeast(String state, String least) {
    return INTENT_STATE_ORDER.indexOf(state) >= INTENT_STATE_ORDER.indexOf(least) ? state : least;
  }

  private String spec(EntityKey key) {
    String own = own(key);
    List<EntityKey> contracts = tree.children(key, EntityKind.CONTRACT);
    boolean allVerified =
        !contracts.isEmpty() && contracts.stream().allMatch(c -> state(c).equals("verified"));
    if (allVerified || own.equals("complete")) {
      return SpecClosureRule.mayClose(lineage, tree, key) ? "complete" : "executing";
    }
    if (SpecClosureRule.closed(lineage, tree, key)) {
      return "complete";
    }
    return contracts.stream().anyMatch(c -> STARTED_CONTRACT.contains(state(c)))
        ? "executing"
        : own;
  }

  /** A completed contract passed or failed by what was asserted: completed is not passed. */
  private String contract(EntityKey key) {
    EntityFacts facts = lineage.facts(key);
    Occurrence completed = facts.occurrences().get("contract.completed");
    if (completed == null) {
      String own = own(key);
      return own.equals(Lifecycle.UNKNOWN) && lineage.parent(key, EntityKind.SPEC) != null
          ? "defined"
          : own;
    }
    SortedMap<String, Occurrence> read = new TreeMap<>(facts.occurrences());
    read.remove("contract.completed");
    read.merge(
        failed(facts) ? "contract.failed" : "contract.verified", completed, Occurrence::merge);
    return Lifecycle.state(EntityKind.CONTRACT, read);
  }

  /** Failed assertions count since the contract was last started: a new run starts afresh. */
  private static boolean failed(EntityFacts facts) {
    if (facts.attribute("assertions_failed").filter(count -> !isZero(count)).isPresent()) {
      return true;
    }
    Stamp failure = facts.last("contract.assertion.failed");
    Stamp started = facts.last("contract.started");
    return failure != null && (started == null || failure.compareTo(started) > 0);
  }

  /** Emitters write a count as they like: {@code 0} or {@code 0.0}. */
  static boolean isZero(String count) {
    return count.matches("0+(\\.0+)?");
  }
}
