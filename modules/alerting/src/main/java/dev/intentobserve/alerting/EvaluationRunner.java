package dev.intentobserve.alerting;

import dev.intentobserve.alerting.rule.RuleEvaluator;
import dev.intentobserve.alerting.slo.SloStatuses;
import dev.intentobserve.alerting.state.EvaluationFailures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.GaugeHistory;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.AllSeries;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has the rules judge every scope there is, and knows which alerts are about to be over. */
final class EvaluationRunner {
  private final Vertx vertx;
  private final AlertingConfig config;
  private final RuleEvaluator rules;
  private Set<Scope> scopes = Set.of(Scope.DEFAULT);
  private @Nullable Map<String, Instant> over;

  EvaluationRunner(Vertx vertx, AlertingConfig config, EvaluationFailures evaluationFailures) {
    this.vertx = vertx;
    this.config = config;
    this.rules =
        new RuleEvaluator(
            vertx, config.deadline(), config.keepFiring(), config.rules(), evaluationFailures);
  }

  /** One scope after the other: their questions are many enough. */
  Future<Void> evaluate(EvaluationCycle tick, ObjectiveSet set, AlertSnapshot memory, Instant now) {
    return MetricStorePorts.SERIES
        .ask(vertx, new AllSeries(), config.deadline())
        .map(Optional::of)
        .otherwise(Optional.empty())
        .compose(
            series -> {
              series.ifPresent(this::learnScopes);
              Future<Void> evaluating = Future.succeededFuture();
              for (Scope scope : scopes(set, memory)) {
                RuleEvaluator.RuleInput known = known(scope, series, memory, now);
                evaluating = evaluating.compose(before -> evaluate(tick, known));
              }
              return evaluating;
            });
  }

  private Future<Void> evaluate(EvaluationCycle tick, RuleEvaluator.RuleInput known) {
    return rules
        .evaluate(known)
        .map(
            found -> {
              tick.rules(known.scope(), found);
              return null;
            });
  }

  private static RuleEvaluator.RuleInput known(
      Scope scope, Optional<List<Scoped<SeriesTotal>>> series, AlertSnapshot memory, Instant now) {
    return new RuleEvaluator.RuleInput(
        scope,
        series.map(all -> SloStatuses.of(scope, all)).orElse(null),
        SloStatuses.of(scope, memory.open()),
        now);
  }

  /** Whoever has events has series. */
  private void learnScopes(List<Scoped<SeriesTotal>> series) {
    Set<Scope> seen = new LinkedHashSet<>(Set.of(Scope.DEFAULT));
    series.forEach(total -> seen.add(total.scope()));
    scopes = seen;
  }

  private Set<Scope> scopes(ObjectiveSet set, AlertSnapshot memory) {
    Set<Scope> all = new LinkedHashSet<>(scopes);
    set.objectives().forEach(objective -> all.add(objective.scope()));
    memory.open().forEach(alert -> all.add(alert.scope()));
    return all;
  }

  /** Since when the conditions of alerts that still fire have been over, by alert. */
  Future<Map<String, Instant>> over(AlertSnapshot memory) {
    if (over != null) {
      return Future.succeededFuture(over);
    }
    Map<String, Instant> found = new HashMap<>();
    Future<Void> asking = Future.succeededFuture();
    for (Scoped<Alert> alert : memory.open()) {
      if (EvaluationCycle.usesKeepFiring(alert.value())) {
        asking = asking.compose(before -> loadOverSince(alert, found));
      }
    }
    return asking.map(found);
  }

  /** What was committed. */
  void remember(Map<String, Instant> committed) {
    over = committed;
  }

  /** After a start, what was written down says it. */
  private Future<Void> loadOverSince(Scoped<Alert> alert, Map<String, Instant> found) {
    String gauge = EvaluationCycle.overGauge(alert.value().id());
    return AlertStorePorts.GAUGE_HISTORY
        .ask(
            vertx, new GaugeHistory(alert.scope(), gauge, alert.value().since()), config.deadline())
        .map(
            history -> {
              if (!history.isEmpty() && history.getLast().value() > 0) {
                found.put(alert.value().id(), history.getLast().time());
              }
              return null;
            });
  }
}
