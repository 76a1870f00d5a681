package dev.intentobserve.alerting;

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
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.AlertingPorts.FireTestAlert;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.slo.BuiltInAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the results of one tick and decides what to commit. Free of I/O. */
final class EvaluationCycle {
  /** A file that is just being written is invalid for a moment. */
  private static final Duration FILE_PENDING = Duration.ofMinutes(1);

  /** Changes beyond this are found again and committed by the next ticks. */
  static final int MAX_CHANGES = 1_000;

  /** Stored, so that alerts that are kept firing are resolved on time after a restart. */
  private static final String CLEARED_GAUGE_PREFIX = "alert.cleared.";

  private static final String SLO_BURN = BuiltInAlert.SLO_BURN.alertName();

  private final Instant now;
  private final AlertSnapshot snapshot;
  private final Duration keepFiring;
  private final List<RuleResult> results = new ArrayList<>();
  private final List<Scoped<GaugePoint>> gauges = new ArrayList<>();
  private final List<Scoped<SloSnapshot>> sloSnapshots = new ArrayList<>();
  private final List<SloStatus> statuses = new ArrayList<>();

  EvaluationCycle(Instant now, AlertSnapshot snapshot, Duration keepFiring) {
    this.now = now;
    this.snapshot = snapshot;
    this.keepFiring = keepFiring;
  }

  /** The gauge that is 1 from when an alert's condition became false, and 0 once it holds again. */
  static String clearedGauge(String alertId) {
    return CLEARED_GAUGE_PREFIX + alertId;
  }

  /**
   * Adds the evaluated objectives.
   *
   * @param evaluated null when their counts could not be loaded
   */
  void slos(@Nullable List<SloEvaluator.SloResult> evaluated) {
    if (evaluated == null) {
      scopesOfOpen().forEach(scope -> results.add(RuleResult.unknown(scope, SLO_BURN)));
      return;
    }
    evaluated.forEach(this::slo);
  }

  private void slo(SloEvaluator.SloResult evaluated) {
    Scope scope = evaluated.objective().scope();
    SloStatusCalculator.SloEvaluation evaluation = evaluated.evaluation();
    RuleResult result =
        evaluation == null
            ? RuleResult.unknown(scope, SLO_BURN)
            : RuleResult.of(scope, SLO_BURN, SloBurn.evaluate(evaluation.status()));
    results.add(
        result
            .withLabel(TelemetryNames.LABEL_SLO, evaluated.objective().name())
            .withKeepFiring(keepFiring));
    if (evaluation != null) {
      statuses.add(evaluation.status());
      Scoped<SloSnapshot> next = new Scoped<>(scope, evaluation.snapshot());
      if (!snapshot.slos().contains(next)) {
        sloSnapshots.add(next);
      }
    }
  }

  /** An objective that is missing may be in an invalid file, so its alerts stay meanwhile. */
  void objectives(ObjectiveSet set) {
    results.add(
        RuleResult.of(
                Scope.DEFAULT,
                BuiltInAlert.OBJECTIVE_INVALID.alertName(),
                ObjectiveInvalid.evaluate(set.problems()))
            .withPending(FILE_PENDING));
    if (!set.problems().isEmpty()) {
      scopesOfOpen().forEach(scope -> results.add(RuleResult.unknown(scope, SLO_BURN)));
    }
  }

  void rules(Scope scope, RuleEvaluator.RuleResults evaluated) {
    results.addAll(evaluated.results());
    evaluated.gauges().forEach(gauge -> gauges.add(new Scoped<>(scope, gauge)));
  }

  private Set<Scope> scopesOfOpen() {
    Set<Scope> scopes = new HashSet<>();
    snapshot.open().forEach(alert -> scopes.add(alert.scope()));
    return scopes;
  }

  List<SloStatus> statuses() {
    return List.copyOf(statuses);
  }

  Changes changes(Map<String, Instant> clearedSince) {
    return AlertStateMachine.changes(snapshot.open(), clearedSince, results, now);
  }

  CommitEvaluation commit(Changes changes, Map<String, Instant> clearedSince) {
    for (Scoped<Alert> alert : snapshot.open()) {
      boolean was = clearedSince.containsKey(alert.value().id());
      boolean is = changes.clearedSince().containsKey(alert.value().id());
      if (was != is && !resolves(changes, alert.value())) {
        String gauge = clearedGauge(alert.value().id());
        gauges.add(new Scoped<>(alert.scope(), new GaugePoint(gauge, now, is ? 1 : 0, 1)));
      }
    }
    return new CommitEvaluation(now, severestFirst(changes.changed()), sloSnapshots, gauges);
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

  List<Scoped<Alert>> openAfter(CommitEvaluation commit) {
    Map<String, Scoped<Alert>> open = new HashMap<>();
    snapshot.open().forEach(alert -> open.put(alert.value().id(), alert));
    commit.changed().forEach(alert -> open.put(alert.value().id(), alert));
    return open.values().stream()
        .filter(alert -> alert.value().state() != Alert.State.RESOLVED)
        .toList();
  }

  /** An alert to test delivery. No rule finds it again, so it is resolved at the next tick. */
  static Alert testAlert(FireTestAlert request, Instant now) {
    SortedMap<String, String> labels =
        new TreeMap<>(Map.of("actor", request.actor(), "at", now.toString()));
    return Alert.builder()
        .id(Alert.idOf(request.scope(), Alert.TEST, labels))
        .rule(Alert.TEST)
        .severity(Severity.INFO)
        .state(Alert.State.FIRING)
        .labels(labels)
        .summary("Test alert requested by " + request.actor())
        .description("This is a test of alert delivery. It resolves at the next evaluation.")
        .since(now)
        .fired(now)
        .evidence(List.of("/api/v1/alerts"))
        .build();
  }
}
