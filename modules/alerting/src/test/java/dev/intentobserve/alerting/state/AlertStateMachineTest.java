package dev.intentobserve.alerting.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.alerting.state.AlertStateMachine.Changes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Alert.State;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertStateMachineTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private List<Scoped<Alert>> open = new ArrayList<>();
  private Map<String, Instant> clearedSince = Map.of();

  @Test
  void finding_firesOnce() {
    assertThat(at(0, found("a"))).containsExactly("FIRING a");
    assertThat(at(1, found("a"))).isEmpty();
    assertThat(at(2, found("a", "b"))).containsExactly("FIRING b");
    assertThat(open).extracting(alert -> alert.value().fired()).containsExactly(NOON, minute(2));
  }

  @Test
  void finding_thatComesTwiceInOneTick_firesOnce() {
    assertThat(at(0, found("a", "a"))).containsExactly("FIRING a");
  }

  @Test
  void falseCondition_isResolved_andMayFireAgain() {
    at(0, found("a"));

    assertThat(at(1, found())).containsExactly("RESOLVED a");
    assertThat(at(2, found())).isEmpty();
    assertThat(at(3, found("a"))).containsExactly("FIRING a");
    assertThat(open.getFirst().value().since()).isEqualTo(minute(3));
  }

  @Test
  void differentSeverityOrSummary_isAChange_aDifferentValueIsNot() {
    at(0, result(finding("a", Severity.WARNING, "summary", 1)));

    assertThat(at(1, result(finding("a", Severity.WARNING, "summary", 2)))).isEmpty();
    assertThat(at(2, result(finding("a", Severity.CRITICAL, "summary", 2))))
        .containsExactly("FIRING a");
    assertThat(at(3, result(finding("a", Severity.CRITICAL, "another", 2))))
        .containsExactly("FIRING a");
    assertThat(open.getFirst().value().fired()).isEqualTo(NOON);
    assertThat(open.getFirst().value().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void unknown_isNotResolved() {
    at(0, found("a"));

    assertThat(at(1, RuleResult.unknown(Scope.DEFAULT, "Rule"))).isEmpty();
    assertThat(at(2, found("b").withComplete(false))).containsExactly("FIRING b");
    assertThat(at(3, found("b"))).containsExactly("RESOLVED a");
  }

  @Test
  void ruleThatNoLongerExists_isResolved() {
    at(0, found("a"));

    assertThat(at(1)).containsExactly("RESOLVED a");
  }

  @Test
  void mostSpecificResult_decides() {
    at(0, found("a"), found("b"));

    assertThat(at(1, RuleResult.unknown(Scope.DEFAULT, "Rule"), found().withLabel("name", "a")))
        .containsExactly("RESOLVED a");
  }

  @Test
  void flapping_keepsFiringUntilItWasFalseForFiveMinutes() {
    RuleResult there = found("a").withKeepFiring(Duration.ofMinutes(5));
    RuleResult gone = found().withKeepFiring(Duration.ofMinutes(5));
    List<String> changes = new ArrayList<>(at(0, there));

    for (int minute = 1; minute <= 30; minute++) {
      changes.addAll(at(minute, minute % 4 == 0 ? there : gone));
    }
    assertThat(changes).containsExactly("FIRING a");

    for (int minute = 31; minute < 34; minute++) {
      assertThat(at(minute, gone)).isEmpty();
    }
    // The condition held last in minute 28 and was false in minute 29.
    assertThat(at(34, gone)).containsExactly("RESOLVED a");
    assertThat(clearedSince).isEmpty();
  }

  @Test
  void keptFiring_outlastsATickWithoutData() {
    RuleResult gone = found().withKeepFiring(Duration.ofMinutes(5));
    at(0, found("a").withKeepFiring(Duration.ofMinutes(5)));
    at(1, gone);

    assertThat(at(4, RuleResult.unknown(Scope.DEFAULT, "Rule"))).isEmpty();
    assertThat(at(6, gone)).containsExactly("RESOLVED a");
  }

  @Test
  void pending_firesOnceItHeldLongEnough_andIsResolvedOtherwise() {
    RuleResult pending = found("a").withPending(Duration.ofMinutes(2));

    assertThat(at(0, pending)).containsExactly("PENDING a");
    assertThat(at(1, pending)).isEmpty();
    assertThat(at(2, pending)).containsExactly("FIRING a");
    assertThat(open.getFirst().value().since()).isEqualTo(NOON);
    assertThat(open.getFirst().value().fired()).isEqualTo(minute(2));
    at(3, found());
    assertThat(at(4, pending)).containsExactly("PENDING a");
    assertThat(at(5, found())).containsExactly("RESOLVED a");
  }

  @Test
  void scopes_areKeptApart() {
    Scope other = new Scope("acme", "shop");
    at(0, found("a"));

    assertThat(at(1, found("a"), RuleResult.of(other, "Rule", List.of(finding("a", 1)))))
        .containsExactly("FIRING a");
    assertThat(open).extracting(Scoped::scope).containsExactlyInAnyOrder(Scope.DEFAULT, other);
    assertThat(at(2, found("a"), RuleResult.unknown(other, "Rule"))).isEmpty();
  }

  /** The changes of a tick, which are then committed to {@link #open}. */
  private List<String> at(int minute, RuleResult... results) {
    Changes changes =
        AlertStateMachine.changes(open, clearedSince, List.of(results), minute(minute));
    clearedSince = changes.clearedSince();
    List<Scoped<Alert>> next = new ArrayList<>(open);
    for (Scoped<Alert> changed : changes.changed()) {
      next.removeIf(alert -> alert.value().id().equals(changed.value().id()));
      if (changed.value().state() != State.RESOLVED) {
        next.add(changed);
      }
    }
    open = next;
    return changes.changed().stream()
        .map(alert -> alert.value().state() + " " + alert.value().labels().get("name"))
        .toList();
  }

  private static Instant minute(int minute) {
    return NOON.plusSeconds(60L * minute);
  }

  private static RuleResult found(String... names) {
    return result(Arrays.stream(names).map(name -> finding(name, 1)).toArray(Finding[]::new));
  }

  private static RuleResult result(Finding... findings) {
    return RuleResult.of(Scope.DEFAULT, "Rule", List.of(findings));
  }

  private static Finding finding(String name, double value) {
    return finding(name, Severity.WARNING, "summary", value);
  }

  private static Finding finding(String name, Severity severity, String summary, double value) {
    return new Finding(
        severity, new TreeMap<>(Map.of("name", name)), summary, "", value, List.of());
  }
}
