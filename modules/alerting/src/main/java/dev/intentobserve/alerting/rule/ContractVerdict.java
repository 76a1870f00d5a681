package dev.intentobserve.alerting.rule;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.EventType;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * What failed about one contract since it was last verified.
 *
 * @param failures stamps of the failing events, of the contract and of its assertions
 * @param assertions ids of failed assertions within the contract
 */
record ContractVerdict(List<Stamp> failures, List<String> assertions) {
  private static final SequencedSet<String> ASSERTION_FAILED =
      Lifecycle.typesTo(EntityKind.ASSERTION, LifecycleState.FAILED);
  private static final SequencedSet<String> EVALUATED =
      EventCatalog.standard().names(EventType::evaluates);

  ContractVerdict {
    failures = failures.stream().sorted().toList();
    assertions = assertions.stream().sorted().toList();
  }

  /**
   * Failures after {@code oldest}.
   *
   * @param assertions failed assertions of the contract
   */
  static ContractVerdict of(
      EntityPlacement contract, List<EntityStateRow> assertions, Instant oldest) {
    Stamp verified = last(contract, LifecycleState.VERIFIED);
    List<Stamp> failures = new ArrayList<>();
    Stamp failed = last(contract, LifecycleState.FAILED);
    if (failed != null && isAfter(failed, verified)) {
      failures.add(failed);
    }
    List<String> names = new ArrayList<>();
    for (EntityStateRow row : assertions) {
      Stamp at = row.facts().last(ASSERTION_FAILED);
      if (isAssertion(row.entityState().key()) && at != null && isAfter(at, verified)) {
        failures.add(at);
        names.add(assertionOf(row.entityState().key()));
      }
    }
    failures.removeIf(failure -> !failure.time().isAfter(oldest));
    return new ContractVerdict(failures, names);
  }

  /** A completed contract did not necessarily pass: its state tells how it ended. */
  private static @Nullable Stamp last(EntityPlacement contract, LifecycleState state) {
    Stamp verdict = contract.facts().last(Lifecycle.typesTo(EntityKind.CONTRACT, state));
    Stamp completed = state.is(contract.state()) ? contract.facts().last(EVALUATED) : null;
    return verdict == null
        ? completed
        : completed == null ? verdict : Stamp.later(verdict, completed);
  }

  private static boolean isAfter(Stamp failure, @Nullable Stamp verified) {
    return verified == null || failure.compareTo(verified) > 0;
  }

  /**
   * An assertion's id is its contract's id, a slash and a name; a contract's id may hold slashes.
   */
  static EntityKey contractOf(EntityKey key) {
    int slash = key.id().lastIndexOf('/');
    return isAssertion(key) && slash > 0
        ? new EntityKey(EntityKind.CONTRACT, key.id().substring(0, slash))
        : key;
  }

  private static String assertionOf(EntityKey key) {
    return key.id().substring(key.id().lastIndexOf('/') + 1);
  }

  private static boolean isAssertion(EntityKey key) {
    return key.kind() == EntityKind.ASSERTION;
  }
}
