package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.state.EvaluationFailures;
import dev.intentobserve.alerting.state.RuleResult;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.slo.BuiltInAlert;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Evaluates the built-in rules for one scope. */
public final class RuleEvaluator {
  private final Vertx vertx;
  private final Duration deadline;
  private final List<Rule<?>> rules;
  private final EvaluationFailures evaluationFailures;

  /**
   * The results of all rules of one scope.
   *
   * @param gauges values to store
   */
  public record RuleResults(List<RuleResult> results, List<GaugePoint> gauges) {
    public RuleResults {
      results = List.copyOf(results);
      gauges = List.copyOf(gauges);
    }
  }

  public RuleEvaluator(
      Vertx vertx,
      Duration deadline,
      Duration keepFiring,
      RuleConfig config,
      EvaluationFailures evaluationFailures) {
    this.vertx = vertx;
    this.deadline = deadline;
    this.rules = builtIn(config, keepFiring);
    this.evaluationFailures = evaluationFailures;
  }

  static List<Rule<?>> builtIn(RuleConfig config, Duration keepFiring) {
    return List.of(
        new StaleIntent(config),
        new ContractFailure(config),
        new VolumeSurge(config),
        new TrustDrift(config),
        new PipelineStall(config),
        new EmitterSilent(config, keepFiring));
  }

  /** Never fails: a rule whose data cannot be loaded answers {@link RuleResult#unknown}. */
  public Future<RuleResults> evaluate(RuleInput input) {
    RuleQueries queries = new RuleQueries(vertx, deadline, input);
    List<GaugePoint> gauges = new ArrayList<>();
    List<Future<RuleResult>> results = new ArrayList<>();
    rules.forEach(rule -> results.add(evaluate(rule, input, queries, gauges)));
    return Future.all(results)
        .map(all -> new RuleResults(results.stream().map(Future::result).toList(), gauges));
  }

  private <D> Future<RuleResult> evaluate(
      Rule<D> rule, RuleInput input, RuleQueries queries, List<GaugePoint> gauges) {
    String subject = "rule " + rule.alert().alertName();
    return Futures.attempt(() -> rule.load(input, queries))
        .map(
            data -> {
              gauges.addAll(rule.gauges(data, input.now()));
              return result(rule, data, input);
            })
        .onSuccess(result -> evaluationFailures.recovered(subject))
        .otherwise(
            error -> {
              evaluationFailures.failed(subject, error);
              return RuleResult.unknown(input.scope(), rule.alert().alertName());
            });
  }

  private static <D> RuleResult result(Rule<D> rule, D data, RuleInput input) {
    RuleResult result =
        RuleResult.of(input.scope(), rule.alert().alertName(), rule.evaluate(data, input.now()))
            .withPending(rule.pending())
            .withKeepFiring(rule.keepFiring());
    return rule.complete(data) ? result : result.withComplete(false);
  }

  /** Whether alerts of a rule keep firing for a while after their condition is false. */
  public boolean keepsFiring(String ruleName) {
    return ruleName.equals(BuiltInAlert.SLO_BURN.alertName())
        || rules.stream()
            .filter(rule -> rule.alert().alertName().equals(ruleName))
            .anyMatch(rule -> rule.keepFiring().isPositive());
  }
}
