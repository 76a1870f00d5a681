package dev.intentobserve.alerting;

import dev.intentobserve.alerting.rule.RuleEvaluator;
import dev.intentobserve.alerting.rule.RuleInput;
import dev.intentobserve.alerting.slo.SloStatuses;
import dev.intentobserve.alerting.state.EvaluationFailures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.GaugeHistory;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.Port.Nothing;
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

/** Evaluates the rules for every scope, and tracks alerts whose condition is false already. */
final class EvaluationRunner {
  private final Vertx vertx;
  private final AlertingConfig config;
  private final RuleEvaluator rules;
  private Set<Scope> scopes = Set.of(Scope.DEFAULT);
  private @Nullable Map<String, Instant> clearedSince;

  EvaluationRunner(Vertx vertx, AlertingConfig config, EvaluationFailures evaluationFailures) {
    this.vertx = vertx;
    this.config = config;
    this.rules =
        new RuleEvaluator(
            vertx, config.deadline(), config.keepFiring(), config.rules(), evaluationFailures);
  }

  /** One scope after another, so that the queries of many tenants do not all run at once. */
  Future<Void> evaluate(
      EvaluationCycle tick, ObjectiveSet set, AlertSnapshot snapshot, Instant now) {
    return MetricStorePorts.SERIES
        .ask(vertx, new Nothing(), config.deadline())
        .map(Optional::of)
        .otherwise(Optional.empty())
        .compose(
            series -> {
              series.ifPresent(this::learnScopes);
              return Futures.oneAfterAnother(
                  scopes(set, snapshot),
                  scope ->
                      rules
                          .evaluate(input(scope, series, snapshot, now))
                          .map(
                              found -> {
                                tick.rules(scope, found);
                                return null;
                              }));
            });
  }

  private static RuleInput input(
      Scope scope,
      Optional<List<Scoped<SeriesTotal>>> series,
      AlertSnapshot snapshot,
      Instant now) {
    return new RuleInput(
        scope,
        series.map(all -> SloStatuses.of(scope, all)).orElse(null),
        SloStatuses.of(scope, snapshot.open()),
        now);
  }

  /** A scope that has events has metric series. */
  private void learnScopes(List<Scoped<SeriesTotal>> series) {
    Set<Scope> seen = new LinkedHashSet<>(Set.of(Scope.DEFAULT));
    series.forEach(total -> seen.add(total.scope()));
    scopes = seen;
  }

  private Set<Scope> scopes(ObjectiveSet set, AlertSnapshot snapshot) {
    Set<Scope> all = new LinkedHashSet<>(scopes);
    set.objectives().forEach(objective -> all.add(objective.scope()));
    snapshot.open().forEach(alert -> all.add(alert.scope()));
    return all;
  }

  /** Since when the conditions of alerts that are kept firing have been false, by alert id. */
  Future<Map<String, Instant>> clearedSince(AlertSnapshot snapshot) {
    if (clearedSince != null) {
      return Future.succeededFuture(clearedSince);
    }
    Map<String, Instant> found = new HashMap<>();
    List<Scoped<Alert>> kept =
        snapshot.open().stream().filter(alert -> rules.keepsFiring(alert.value().rule())).toList();
    return Futures.oneAfterAnother(kept, alert -> loadClearedSince(alert, found)).map(found);
  }

  void committed(Map<String, Instant> newClearedSince) {
    clearedSince = newClearedSince;
  }

  /** After a start, from the stored gauge. */
  private Future<Void> loadClearedSince(Scoped<Alert> alert, Map<String, Instant> found) {
    String gauge = EvaluationCycle.clearedGauge(alert.value().id());
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
