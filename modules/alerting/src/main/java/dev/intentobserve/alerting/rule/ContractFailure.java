package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A contract failed, or assertions of it did: one alert for each contract, at once. It is over when
 * the contract is verified after that, and is no longer told of when the failure is old: an import
 * of last year's failures is history.
 */
final class ContractFailure {
  static final String NAME = "ContractFailure";
  static final Severity SEVERITY = Severity.CRITICAL;
  static final String LABEL_CONTRACT = "contract";
  static final String LABEL_SPEC = "spec";

  private ContractFailure() {}

  /** The contracts to look at: failed ones, those of failed assertions, and those told of. */
  static Set<EntityKey> candidates(List<EntityStateRow> failed, List<Alert> told) {
    Set<EntityKey> candidates = new HashSet<>();
    for (EntityStateRow row : failed) {
      candidates.add(contractOf(row.entityState().key()));
    }
    for (Alert alert : told) {
      String contract = alert.labels().get(LABEL_CONTRACT);
      if (contract != null) {
        candidates.add(new EntityKey(EntityKind.CONTRACT, contract));
      }
    }
    return candidates;
  }

  /**
   * Judges suspects.
   *
   * @param failed lives of contracts and assertions that failed
   * @param candidates where they stand today
   */
  static List<Finding> evaluate(
      List<EntityStateRow> failed,
      Map<EntityKey, EntityPlacement> candidates,
      Duration age,
      Instant now) {
    Map<EntityKey, List<EntityStateRow>> byContract =
        failed.stream().collect(Collectors.groupingBy(row -> contractOf(row.entityState().key())));
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(candidates)
        .forEach(
            (contract, placed) ->
                evaluate(
                        contract,
                        placed,
                        byContract.getOrDefault(contract, List.of()),
                        now.minus(age),
                        now)
                    .ifPresent(findings::add));
    return findings;
  }

  private static Optional<Finding> evaluate(
      EntityKey contract,
      EntityPlacement placed,
      List<EntityStateRow> failed,
      Instant oldest,
      Instant now) {
    Stamp verified = verified(placed);
    List<Stamp> failures = new ArrayList<>();
    Stamp verdict = failed(placed);
    if (verdict != null && isAfter(verdict, verified)) {
      failures.add(verdict);
    }
    List<String> assertions = new ArrayList<>();
    for (EntityStateRow row : failed) {
      Stamp at = row.facts().last("contract.assertion.failed");
      if (row.entityState().key().kind() == EntityKind.ASSERTION
          && at != null
          && isAfter(at, verified)) {
        failures.add(at);
        assertions.add(assertionOf(row.entityState().key()));
      }
    }
    failures.removeIf(failure -> !failure.time().isAfter(oldest));
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(finding(contract, placed, failures, assertions, now));
  }

  private static Finding finding(
      EntityKey contract,
      EntityPlacement placed,
      List<Stamp> failures,
      List<String> assertions,
      Instant now) {
    Stamp latest = failures.stream().max(Stamp::compareTo).orElseThrow();
    SortedMap<String, String> labels = labels(contract, placed.facts());
    String spec = labels.containsKey(LABEL_SPEC) ? " of spec " + labels.get(LABEL_SPEC) : "";
    List<String> evidence = new ArrayList<>();
    root(placed.placement()).map(EvidencePaths::trace).ifPresent(evidence::add);
    evidence.add(EvidencePaths.entity(contract));
    failures.stream().sorted().map(Stamp::eventId).map(EvidencePaths::event).forEach(evidence::add);
    return new Finding(
        SEVERITY,
        labels,
        "Contract %s%s failed on %s%s"
            .formatted(
                contract.id(), spec, Humanizer.time(latest.time(), now), assertionText(assertions)),
        "Its state is %s. The alert ends when the contract is verified; see its trace for what led here."
            .formatted(placed.state()),
        null,
        evidence);
  }

  private static String assertionText(List<String> assertions) {
    List<String> sorted = assertions.stream().sorted().toList();
    return switch (sorted.size()) {
      case 0 -> "";
      case 1 -> ": assertion " + sorted.getFirst();
      case 2, 3, 4, 5 -> ": assertions " + String.join(", ", sorted);
      default -> ": " + sorted.size() + " assertions, " + sorted.getFirst() + " among them";
    };
  }

  private static SortedMap<String, String> labels(EntityKey contract, EntityFacts facts) {
    SortedMap<String, String> labels = new TreeMap<>(Map.of(LABEL_CONTRACT, contract.id()));
    StampedValue spec = facts.parent(EntityKind.SPEC);
    if (spec != null) {
      labels.put(LABEL_SPEC, spec.value());
    }
    return labels;
  }

  /** Completed is not passed: its state says what a completed contract came to. */
  private static @Nullable Stamp verified(EntityPlacement placed) {
    return last(placed, "contract.verified", "verified");
  }

  private static @Nullable Stamp failed(EntityPlacement placed) {
    return last(placed, "contract.failed", "failed");
  }

  private static @Nullable Stamp last(EntityPlacement placed, String type, String state) {
    Stamp verdict = placed.facts().last(type);
    Stamp completed =
        placed.state().equals(state) ? placed.facts().last("contract.completed") : null;
    return verdict == null
        ? completed
        : completed == null ? verdict : Stamp.later(verdict, completed);
  }

  private static boolean isAfter(Stamp failure, @Nullable Stamp verified) {
    return verified == null || failure.compareTo(verified) > 0;
  }

  private static Optional<EntityKey> root(Placement placement) {
    return switch (placement) {
      case Placement.Orphan orphan -> Optional.empty();
      case Placement.Provisional provisional -> Optional.of(provisional.root());
      case Placement.InTrace trace -> Optional.of(trace.root());
    };
  }

  /**
   * An assertion's id begins with its contract's; either may hold a slash, the last one divides.
   */
  private static EntityKey contractOf(EntityKey key) {
    int slash = key.id().lastIndexOf('/');
    return key.kind() == EntityKind.ASSERTION && slash > 0
        ? new EntityKey(EntityKind.CONTRACT, key.id().substring(0, slash))
        : key;
  }

  private static String assertionOf(EntityKey key) {
    return key.id().substring(key.id().lastIndexOf('/') + 1);
  }
}
