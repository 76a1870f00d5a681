package dev.intentobserve.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Occurrence;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContractFailureTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  static final EntityKey CONTRACT = new EntityKey(Kind.CONTRACT, "CON-1");
  private static final EntityKey INTENT = new EntityKey(Kind.INTENT, "INT-7");

  @Test
  void failedContract_isCritical_andLeadsToItsTrace() {
    Placed placed = placed("failed", "contract.failed", "2026-11-20T11:00:00Z");

    assertThat(judge(List.of(), placed))
        .containsExactly(
            new Finding(
                Severity.CRITICAL,
                new TreeMap<>(Map.of("contract", "CON-1", "spec", "SPEC-3")),
                "Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC",
                "It is failed. The alert ends when the contract is verified; see its trace for"
                    + " what led here.",
                null,
                List.of(
                    "/api/v1/traces/INT-7",
                    "/api/v1/entities/contract/CON-1",
                    "/api/v1/events/contract.failed")));
  }

  @Test
  void failedAssertions_areOneAlertOfTheirContract() {
    Placed placed = placed("started", "contract.started", "2026-11-20T10:00:00Z");

    assertThat(
            judge(
                List.of(
                    assertion("b", "2026-11-20T11:00:00Z"), assertion("a", "2026-11-20T10:59:00Z")),
                placed))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo("Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC: assertions a, b");
  }

  @Test
  void verifiedAfterwards_isOver_verifiedBefore_isNot() {
    LifeRow failed = assertion("a", "2026-11-20T11:00:00Z");

    assertThat(
            judge(List.of(failed), placed("verified", "contract.verified", "2026-11-20T11:30:00Z")))
        .isEmpty();
    assertThat(
            judge(List.of(failed), placed("verified", "contract.verified", "2026-11-20T10:30:00Z")))
        .hasSize(1);
  }

  @Test
  void completedWithFailures_isAFailure_completedWithout_isNone() {
    LifeRow failed = assertion("a", "2026-11-20T10:59:00Z");
    Placed bad = placed("failed", "contract.completed", "2026-11-20T11:00:00Z");

    assertThat(judge(List.of(failed), bad))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo("Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC: assertion a");
    assertThat(judge(List.of(), bad)).hasSize(1);
    assertThat(
            judge(
                List.of(failed), placed("verified", "contract.completed", "2026-11-20T11:00:00Z")))
        .isEmpty();
  }

  @Test
  void startedAgainAfterAFailure_isStillToldOf() {
    Placed again = placed("started", "contract.failed", "2026-11-20T11:00:00Z");
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

    assertThat(ContractFailure.suspects(List.of(), List.of(told))).containsExactly(CONTRACT);
    assertThat(judge(List.of(), again)).hasSize(1);
  }

  @Test
  void failureOfSevenDays_isHistory_oneMinuteEarlierItIsNot() {
    Placed placed = placed("failed", "contract.failed", "2026-11-13T12:00:00Z");

    assertThat(
            ContractFailure.judge(List.of(), Map.of(CONTRACT, placed), WEEK, NOW.minusSeconds(60)))
        .hasSize(1);
    assertThat(judge(List.of(), placed)).isEmpty();
  }

  @Test
  void suspects_areContracts_alsoOfAssertionsWithSlashesInTheirContractsId() {
    LifeRow row = row(EntityKey.assertion("a/b", "c"), "2026-11-20T11:00:00Z");

    assertThat(ContractFailure.suspects(List.of(row), List.of()))
        .isEqualTo(Set.of(new EntityKey(Kind.CONTRACT, "a/b")));
  }

  private static List<Finding> judge(List<LifeRow> failed, Placed placed) {
    return ContractFailure.judge(failed, Map.of(CONTRACT, placed), WEEK, NOW);
  }

  static LifeRow assertion(String id, String failed) {
    return row(EntityKey.assertion("CON-1", id), failed);
  }

  private static LifeRow row(EntityKey key, String failed) {
    Instant at = Instant.parse(failed);
    Life life =
        new Life(
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
    return new LifeRow(1, Scope.DEFAULT, life, facts(key, "contract.assertion.failed", failed));
  }

  static Placed placed(String state, String type, String at) {
    return new Placed(
        new Placement.InTrace("t", INTENT, "s"), state, null, List.of(), facts(CONTRACT, type, at));
  }

  private static EntityFacts facts(EntityKey key, String type, String at) {
    Stamp stamp = new Stamp(Instant.parse(at), 90, type);
    return new EntityFacts(
        key,
        new TreeMap<>(Map.of(type, Occurrence.once(stamp))),
        new TreeMap<>(),
        new TreeMap<>(Map.of(Kind.SPEC, new Stamped(stamp, "SPEC-3"))),
        new TreeMap<>(),
        new TreeSet<>(),
        new TreeSet<>());
  }
}
