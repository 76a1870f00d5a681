package dev.intentobserve.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

public class ContractFailureTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  public static final EntityKey CONTRACT = new EntityKey(EntityKind.CONTRACT, "CON-1");
  private static final EntityKey INTENT = new EntityKey(EntityKind.INTENT, "INT-7");

  @Test
  void failedContract_isCritical_andLeadsToItsTrace() {
    EntityPlacement placed = placed("failed", "contract.failed", "2026-11-20T11:00:00Z");

    assertThat(evaluate(List.of(), placed))
        .containsExactly(
            new Finding(
                Severity.CRITICAL,
                new TreeMap<>(Map.of("contract", "CON-1", "spec", "SPEC-3")),
                "Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC",
                "Its state is failed. The alert ends when the contract is verified; see its trace for"
                    + " what led here.",
                null,
                List.of(
                    "/api/v1/traces/INT-7",
                    "/api/v1/entities/contract/CON-1",
                    "/api/v1/events/contract.failed")));
  }

  @Test
  void failedAssertions_areOneAlertOfTheirContract() {
    EntityPlacement placed = placed("started", "contract.started", "2026-11-20T10:00:00Z");

    assertThat(
            evaluate(
                List.of(
                    assertion("b", "2026-11-20T11:00:00Z"), assertion("a", "2026-11-20T10:59:00Z")),
                placed))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo("Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC: assertions a, b");
  }

  @Test
  void verifiedAfterwards_isOver_verifiedBefore_isNot() {
    EntityStateRow failed = assertion("a", "2026-11-20T11:00:00Z");

    assertThat(
            evaluate(
                List.of(failed), placed("verified", "contract.verified", "2026-11-20T11:30:00Z")))
        .isEmpty();
    assertThat(
            evaluate(
                List.of(failed), placed("verified", "contract.verified", "2026-11-20T10:30:00Z")))
        .hasSize(1);
  }

  @Test
  void completedWithFailures_isAFailure_completedWithout_isNone() {
    EntityStateRow failed = assertion("a", "2026-11-20T10:59:00Z");
    EntityPlacement bad = placed("failed", "contract.completed", "2026-11-20T11:00:00Z");

    assertThat(evaluate(List.of(failed), bad))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo("Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC: assertion a");
    assertThat(evaluate(List.of(), bad)).hasSize(1);
    assertThat(
            evaluate(
                List.of(failed), placed("verified", "contract.completed", "2026-11-20T11:00:00Z")))
        .isEmpty();
  }

  @Test
  void startedAgainAfterAFailure_isStillToldOf() {
    EntityPlacement again = placed("started", "contract.failed", "2026-11-20T11:00:00Z");
    Alert told =
        new Alert(
            "1",
            ContractFailure.NAME,
            Severity.CRITICAL,
            Alert.State.FIRING,
            new TreeMap<>(Map.of("contract", "CON-1")),
            "",
            "",
            null,
            NOW,
            NOW,
            null,
            List.of());

    assertThat(ContractFailure.candidates(List.of(), List.of(told))).containsExactly(CONTRACT);
    assertThat(evaluate(List.of(), again)).hasSize(1);
  }

  @Test
  void failureOfSevenDays_isHistory_oneMinuteEarlierItIsNot() {
    EntityPlacement placed = placed("failed", "contract.failed", "2026-11-13T12:00:00Z");

    assertThat(
            ContractFailure.evaluate(
                List.of(), Map.of(CONTRACT, placed), WEEK, NOW.minusSeconds(60)))
        .hasSize(1);
    assertThat(evaluate(List.of(), placed)).isEmpty();
  }

  @Test
  void suspects_areContracts_alsoOfAssertionsWithSlashesInTheirContractsId() {
    EntityStateRow row = row(EntityKey.assertion("a/b", "c"), "2026-11-20T11:00:00Z");

    assertThat(ContractFailure.candidates(List.of(row), List.of()))
        .isEqualTo(Set.of(new EntityKey(EntityKind.CONTRACT, "a/b")));
  }

  private static List<Finding> evaluate(List<EntityStateRow> failed, EntityPlacement placed) {
    return ContractFailure.evaluate(failed, Map.of(CONTRACT, placed), WEEK, NOW);
  }

  public static EntityStateRow assertion(String id, String failed) {
    return row(EntityKey.assertion("CON-1", id), failed);
  }

  private static EntityStateRow row(EntityKey key, String failed) {
    Instant at = Instant.parse(failed);
    EntityState entityState =
        new EntityState(
            key,
            "failed",
            null,
            null,
            null,
            null,
            null,
            at,
            at,
            INTENT,
            null,
            null,
            new TreeMap<>());
    return new EntityStateRow(
        1, Scope.DEFAULT, entityState, facts(key, "contract.assertion.failed", failed));
  }

  public static EntityPlacement placed(String state, String type, String at) {
    return new EntityPlacement(
        new Placement.InTrace("t", INTENT, "s"), state, null, List.of(), facts(CONTRACT, type, at));
  }

  private static EntityFacts facts(EntityKey key, String type, String at) {
    Stamp stamp = new Stamp(Instant.parse(at), 90, type);
    return new EntityFacts(
        key,
        new TreeMap<>(Map.of(type, Occurrence.once(stamp))),
        new TreeMap<>(),
        new TreeMap<>(Map.of(EntityKind.SPEC, new StampedValue(stamp, "SPEC-3"))),
        new TreeMap<>(),
        new TreeSet<>(),
        new TreeSet<>());
  }
}
