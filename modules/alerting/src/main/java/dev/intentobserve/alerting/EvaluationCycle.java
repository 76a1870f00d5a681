package dev.intentobserve.alerting;

import dev.intentobserve.alerting.rule.EmitterSilent;
import dev.intentobserve.alerting.rule.ObjectiveInvalid;
import dev.intentobserve.alerting.rule.RuleEvaluator;
import dev.intentobserve.alerting.rule.SloBurn;
import dev.intentobserve.alerting.slo.SloEvaluator;
import dev.intentobserve.alerting.slo.SloStatusCalculator;
import dev.intentobserve.alerting.state.AlertStateMachine;
import dev.intentobserve.alerting.state.AlertStateMachine.Changes;
import dev.intentobserve.alerting.state.RuleResult;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one tick found out, and what follows from it: pure, once all questions are answered. */
final class EvaluationCycle {
  /** While somebody writes a file, it is wrong for a moment. */
  private static final Duration FILE_PENDING = Duration.ofMinutes(1);

  /** The rest follows with the next ticks, which find it again. */
  static final int MAX_CHANGES = 1_000;

  /** Kept as gauges, so that an alert that is about to be over ends on time after a restart. */
  private static final String OVER_GAUGE_PREFIX = "alert.over.";

  private final Instant now;
  private final AlertSnapshot memory;
  private final Duration keepFiring;
  private final List<RuleResult> verdicts = new ArrayList<>();
  private final List<Scoped<GaugePoint>> gauges = new ArrayList<>();
  private final List<Scoped<SloSnapshot>> remember = new ArrayList<>();
  private final List<SloStatus> statuses = new ArrayList<>();

  EvaluationCycle(Instant now, AlertSnapshot memory, Duration keepFiring) {
    this.now = now;
    this.memory = memory;
    this.keepFiring = keepFiring;
  }

  /** The name under which it is written down when an alert's condition was over, or held again. */
  static String overGauge(String alertId) {
    return OVER_GAUGE_PREFIX + alertId;
  }

  /** Rules whose conditions come and go, and whose alerts are kept firing for a while. */
  static boolean usesKeepFiring(Alert alert) {
    return alert.rule().equals(SloBurn.NAME) || alert.rule().equals(EmitterSilent.NAME);
  }

  /**
   * Takes in how objectives stand.
   *
   * @param evaluated null when their figures could not be had
   */
  void slos(@Nullable List<SloEvaluator.SloResult> evaluated) {
    if (evaluated == null) {
      scopesOfOpen().forEach(scope -> verdicts.add(RuleResult.unknown(scope, SloBurn.NAME)));
      return;
    }
    evaluated.forEach(this::slo);
  }

  private void slo(SloEvaluator.SloResult evaluated) {
    Scope scope = evaluated.objective().scope();
    SloStatusCalculator.SloEvaluation evaluation = evaluated.evaluation();
    RuleResult verdict =
        evaluation == null
            ? RuleResult.unknown(scope, SloBurn.NAME)
            : RuleResult.of(scope, SloBurn.NAME, SloBurn.evaluate(evaluation.status()));
    verdicts.add(
        verdict
            .about(TelemetryNames.LABEL_SLO, evaluated.objective().name())
            .keepFiring(keepFiring));
    if (evaluation != null) {
      statuses.add(evaluation.status());
      Scoped<SloSnapshot> next = new Scoped<>(scope, evaluation.memory());
      if (!memory.slos().contains(next)) {
        remember.add(next);
      }
    }
  }

  /** While a file is wrong, an objective that is missing may be in it: its alerts stay. */
  void objectives(ObjectiveSet set) {
    verdicts.add(
        RuleResult.of(
                Scope.DEFAULT, ObjectiveInvalid.NAME, ObjectiveInvalid.evaluate(set.problems()))
            .pending(FILE_PENDING));
    if (!set.problems().isEmpty()) {
      scopesOfOpen().forEach(scope -> verdicts.add(RuleResult.unknown(scope, SloBurn.NAME)));
    }
  }

  void rules(Scope scope, RuleEvaluator.RuleResults evaluated) {
    verdicts.addAll(evaluated.verdicts());
    evaluated.gauges().forEach(gauge -> gauges.add(new Scoped<>(scope, gauge)));
  }

  private Set<Scope> scopesOfOpen() {
    Set<Scope> scopes = new HashSet<>();
    memory.open().forEach(alert -> scopes.add(alert.scope()));
    return scopes;
  }

  List<SloStatus> statuses() {
    return List.copyOf(statuses);
  }

  Changes changes(Map<String, Instant> over) {
    return AlertStateMachine.changes(memory.open(), over, verdicts, now);
  }

  /** All that is to be written down. */
  CommitEvaluation commit(Changes changes, Map<String, Instant> over) {
    for (Scoped<Alert> alert : memory.open()) {
      boolean was = over.containsKey(alert.value().id());
      boolean is = changes.over().containsKey(alert.value().id());
      if (was != is && !resolves(changes, alert.value())) {
        String gauge = overGauge(alert.value().id());
        gauges.add(new Scoped<>(alert.scope(), new GaugePoint(gauge, now, is ? 1 : 0, 1)));
      }
    }
    return new CommitEvaluation(now, severestFirst(changes.changed()), remember, gauges);
  }

  private static List<Scoped<Alert>> severestFirst(List<Scoped<Alert>> changed) {
    return changed.stream()
        .sorted(Comparator.comparing((Scoped<Alert> alert) -> alert.value().severity()).reversed())
        .limit(MAX_CHANGES)
        .toList();
  }

  private static boolean resolves(Changes changes, Alert alert) {
    return changes.changed().stream()
        .anyMatch(
            changed ->
                changed.value().id().equals(alert.id())
                    && changed.value().state() == Alert.State.RESOLVED);
  }

  /** Alerts that are open once the tick is committed. */
  List<Scoped<Alert>> openAfter(CommitEvaluation commit) {
    Map<String, Scoped<Alert>> open = new HashMap<>();
    memory.open().forEach(alert -> open.put(alert.value().id(), alert));
    commit.changed().forEach(alert -> open.put(alert.value().id(), alert));
    return open.values().stream()
        .filter(alert -> alert.value().state() != Alert.State.RESOLVED)
        .toList();
  }
}
