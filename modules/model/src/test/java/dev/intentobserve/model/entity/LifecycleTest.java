package dev.intentobserve.model.entity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.TsvResource;
import dev.intentobserve.model.event.EventCatalog;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LifecycleTest {
  /** Types in the order in which they happened, one a second. */
  @ParameterizedTest
  @CsvSource({
    "signal, signal.created, captured",
    "signal, signal.created signal.enriched, active",
    "signal, signal.created signal.clustered signal.created, clustered",
    "signal, signal.created signal.clustered signal.promoted signal.dismissed, promoted",
    "signal, signal.created signal.dismissed signal.promoted, dismissed",
    "signal, signal.dismissed signal.resurrected signal.clustered, clustered",
    "signal, signal.created signal.resolved signal.enriched, resolved",
    "signal, signal.updated signal.created, active",
    "signal, signal.referenced, active",
    "signal, signal.resurrected signal.created, active",
    "intent, intent.accepted intent.proposed, accepted",
    "intent, intent.proposed intent.completed intent.accepted, complete",
    "spec, spec.approved spec.created, approved",
    "spec, spec.created contract.started spec.approved, executing",
    "contract, contract.started contract.failed contract.revised contract.started, started",
    "contract, contract.started contract.verified contract.failed, failed",
    "approval, approval.requested approval.expired approval.decided, expired",
    "approval, approval.requested approval.decided approval.expired, decided",
    "other, whatever.happened, unknown"
  })
  void state_isWhereTheOccurrencesLead(String kind, String types, String state) {
    assertThat(Lifecycle.state(EntityKind.of(kind).orElseThrow(), occurrences(types.split(" "))))
        .hasToString(state);
  }

  @Test
  void eventsOfOneMoment_areOrderedByTheirRank() {
    SortedMap<String, Occurrence> occurrences = new TreeMap<>();
    for (String type : Arrays.asList("signal.promoted", "signal.created", "signal.clustered")) {
      occurrences.put(type, Occurrence.once(stamp(type, 0)));
    }

    assertThat(Lifecycle.state(EntityKind.SIGNAL, occurrences)).isEqualTo(LifecycleState.PROMOTED);
  }

  @Test
  void everyTypeOfALifecycle_isInTheCatalog() {
    for (String[] row : TsvResource.read("lifecycles.tsv", 4)) {
      assertThat(EventCatalog.standard().type(row[2]).known()).as(row[2]).isTrue();
      assertThat(EventCatalog.standard().type(row[2]).name()).isEqualTo(row[2]);
    }
  }

  private static SortedMap<String, Occurrence> occurrences(String... types) {
    SortedMap<String, Occurrence> occurrences = new TreeMap<>();
    for (int second = 0; second < types.length; second++) {
      occurrences.merge(
          types[second], Occurrence.once(stamp(types[second], second)), Occurrence::merge);
    }
    return occurrences;
  }

  private static Stamp stamp(String type, int second) {
    Instant time = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(second);
    return new Stamp(time, EventCatalog.standard().type(type).rank(), type + second);
  }

  @Test
  void states_areThoseAKindCanComeInto() {
    assertThat(Lifecycle.states(EntityKind.CONTRACT))
        .containsExactly("defined", "failed", "revised", "started", "verified");
    assertThat(Lifecycle.states(EntityKind.KNOWLEDGE)).isEmpty();
    assertThat(Lifecycle.statesInOrder(EntityKind.SPEC))
        .containsExactly(
            LifecycleState.DRAFT,
            LifecycleState.REVIEW,
            LifecycleState.APPROVED,
            LifecycleState.EXECUTING,
            LifecycleState.COMPLETE);
  }

  @ParameterizedTest
  @CsvSource({
    "contract, defined, true, false, false",
    "contract, started, true, true, false",
    "contract, revised, true, true, false",
    "contract, failed, false, true, true",
    "spec, approved, true, false, false",
    "spec, executing, true, true, false",
    "approval, approved, false, true, true",
    "intent, archived, false, true, true",
    "intent, unknown, false, false, false",
    "other, whatever, false, false, false"
  })
  void group_dependsOnTheKind(
      String kind, String state, boolean open, boolean begun, boolean closed) {
    EntityKind of = EntityKind.of(kind).orElseThrow();
    assertThat(Lifecycle.isOpen(of, state)).isEqualTo(open);
    assertThat(Lifecycle.isBegun(of, state)).isEqualTo(begun);
    assertThat(Lifecycle.isClosed(of, state)).isEqualTo(closed);
  }

  @ParameterizedTest
  @CsvSource({
    "verified, GOOD",
    "escalated, BAD",
    "expired, WARN",
    "denied, WARN",
    "resumed, BUSY",
    "draft, PLAIN",
    "whatever, PLAIN"
  })
  void tone_isTheSameForEveryKind(String state, Tone tone) {
    assertThat(Lifecycle.tone(state)).isEqualTo(tone);
    assertThat(Lifecycle.isFailure(state)).isEqualTo(tone == Tone.BAD);
  }

  @Test
  void typesTo_areThoseThatLeadToAState() {
    assertThat(Lifecycle.typesTo(EntityKind.CONTRACT, LifecycleState.FAILED))
        .containsExactly("contract.failed");
    assertThat(Lifecycle.typesTo(EntityKind.CLUSTER, LifecycleState.PROMOTED))
        .containsExactly("signal.promoted", "intent.proposed");
    assertThat(Lifecycle.typesTo(EntityKind.APPROVAL, LifecycleState.DENIED)).isEmpty();
  }

  @Test
  void everyState_isOneOfAKind() {
    SortedSet<String> states = new TreeSet<>();
    for (EntityKind kind : EntityKind.values()) {
      states.addAll(Lifecycle.states(kind));
    }
    assertThat(states)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(LifecycleState.values())
                .filter(state -> state != LifecycleState.UNKNOWN)
                .map(LifecycleState::code)
                .toList());
  }
}
