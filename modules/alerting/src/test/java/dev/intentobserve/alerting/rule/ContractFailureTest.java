package dev.intentobserve.alerting.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.alerting.rule.ContractFailure.Contracts;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContractFailureTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final ContractFailure RULE = new ContractFailure(RuleConfig.DEFAULT);

  @Test
  void failedContract_isCritical_andLinksToItsTrace() {
    EntityPlacement placed =
        ContractFixtures.placed("failed", "contract.failed", "2026-11-20T11:00:00Z");

    assertThat(evaluate(List.of(), placed))
        .containsExactly(
            new Finding(
                Severity.CRITICAL,
                new TreeMap<>(Map.of("contract", "CON-1", "spec", "SPEC-3")),
                "Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC",
                "Its state is failed. The alert ends when the contract is verified; see its trace"
                    + " for what led here.",
                null,
                List.of(
                    "/api/v1/traces/INT-7",
                    "/api/v1/entities/contract/CON-1",
                    "/api/v1/events/contract.failed")));
  }

  @Test
  void failedAssertions_areOneAlertOfTheirContract() {
    EntityPlacement placed =
        ContractFixtures.placed("started", "contract.started", "2026-11-20T10:00:00Z");

    assertThat(
            evaluate(
                List.of(
                    ContractFixtures.assertion("b", "2026-11-20T11:00:00Z"),
                    ContractFixtures.assertion("a", "2026-11-20T10:59:00Z")),
                placed))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo("Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC: assertions a, b");
  }

  @Test
  void verifiedLater_isResolved_verifiedBefore_isNot() {
    EntityStateRow failed = ContractFixtures.assertion("a", "2026-11-20T11:00:00Z");

    assertThat(
            evaluate(
                List.of(failed),
                ContractFixtures.placed("verified", "contract.verified", "2026-11-20T11:30:00Z")))
        .isEmpty();
    assertThat(
            evaluate(
                List.of(failed),
                ContractFixtures.placed("verified", "contract.verified", "2026-11-20T10:30:00Z")))
        .hasSize(1);
  }

  @Test
  void completedWithFailures_isAFailure_completedWithout_isNone() {
    EntityStateRow failed = ContractFixtures.assertion("a", "2026-11-20T10:59:00Z");
    EntityPlacement bad =
        ContractFixtures.placed("failed", "contract.completed", "2026-11-20T11:00:00Z");

    assertThat(evaluate(List.of(failed), bad))
        .singleElement()
        .extracting(Finding::summary)
        .isEqualTo("Contract CON-1 of spec SPEC-3 failed on 20 Nov 11:00 UTC: assertion a");
    assertThat(evaluate(List.of(), bad)).hasSize(1);
    assertThat(
            evaluate(
                List.of(failed),
                ContractFixtures.placed("verified", "contract.completed", "2026-11-20T11:00:00Z")))
        .isEmpty();
  }

  @Test
  void startedAgainAfterAFailure_staysFailed() {
    EntityPlacement again =
        ContractFixtures.placed("started", "contract.failed", "2026-11-20T11:00:00Z");
    Alert open =
        Alert.builder()
            .id("1")
            .rule(RULE.alert().alertName())
            .severity(Severity.CRITICAL)
            .state(Alert.State.FIRING)
            .labels(new TreeMap<>(Map.of("contract", "CON-1")))
            .summary("")
            .description("")
            .since(NOW)
            .fired(NOW)
            .build();

    assertThat(RULE.candidates(List.of(), List.of(open)))
        .containsExactly(ContractFixtures.CONTRACT);
    assertThat(evaluate(List.of(), again)).hasSize(1);
  }

  @Test
  void failureOfSevenDays_isHistory_oneMinuteEarlierItIsNot() {
    EntityPlacement placed =
        ContractFixtures.placed("failed", "contract.failed", "2026-11-13T12:00:00Z");

    assertThat(
            RULE.evaluate(
                new Contracts(List.of(), true, Map.of(ContractFixtures.CONTRACT, placed)),
                NOW.minusSeconds(60)))
        .hasSize(1);
    assertThat(evaluate(List.of(), placed)).isEmpty();
  }

  @Test
  void candidates_areContracts_alsoOfAssertionsWithSlashesInTheirContractsId() {
    EntityStateRow row =
        ContractFixtures.row(EntityKey.assertion("a/b", "c"), "2026-11-20T11:00:00Z");

    assertThat(RULE.candidates(List.of(row), List.of()))
        .isEqualTo(Set.of(new EntityKey(EntityKind.CONTRACT, "a/b")));
  }

  private static List<Finding> evaluate(List<EntityStateRow> failed, EntityPlacement placed) {
    return RULE.evaluate(
        new Contracts(failed, true, Map.of(ContractFixtures.CONTRACT, placed)), NOW);
  }
}
