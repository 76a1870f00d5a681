package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.state.EvaluationFailures;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.alerting.state.RuleResult;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.GaugeHistory;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStateQuery;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.ActivityOf;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.MetricStorePorts.SumOf;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.TraceQuery;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for what the built-in rules want to know of one scope, and has them judge it. */
public final class RuleEvaluator {
  /** An emitter that was silent for longer is forgotten; a rhythm of weeks is still learned. */
  private static final Duration MEMORY_OF_EMITTERS = Duration.ofDays(90);

  private final Vertx vertx;
  private final Duration deadline;
  private final Duration keepFiring;
  private final RuleConfig rules;
  private final EvaluationFailures evaluationFailures;
  private final ListingReader pages;

  /**
   * What a tick knows of a scope before it asks.
   *
   * @param series null when they could not be had
   * @param open its alerts
   */
  public record RuleInput(
      Scope scope, @Nullable List<SeriesTotal> series, List<Alert> open, Instant now) {
    public RuleInput {
      series = series == null ? null : List.copyOf(series);
      open = List.copyOf(open);
    }
  }

  /**
   * What the rules said.
   *
   * @param gauges to be written down
   */
  public record RuleResults(List<RuleResult> verdicts, List<GaugePoint> gauges) {
    public RuleResults {
      verdicts = List.copyOf(verdicts);
      gauges = List.copyOf(gauges);
    }
  }

  public RuleEvaluator(
      Vertx vertx,
      Duration deadline,
      Duration keepFiring,
      RuleConfig rules,
      EvaluationFailures evaluationFailures) {
    this.vertx = vertx;
    this.deadline = deadline;
    this.keepFiring = keepFiring;
    this.rules = rules;
    this.evaluationFailures = evaluationFailures;
    this.pages = new ListingReader(vertx, deadline);
  }

  /** Never fails: a rule whose figures cannot be had says that it does not know. */
  public Future<RuleResults> evaluate(RuleInput known) {
    List<GaugePoint> gauges = new ArrayList<>();
    Future<List<Emitter>> activity = once(() -> activity(known));
    List<Future<RuleResult>> verdicts =
        List.of(
            rule(known, StaleIntent.NAME, () -> stale(known)),
            rule(known, ContractFailure.NAME, () -> failures(known)),
            rule(known, VolumeSurge.NAME, () -> surge(known)),
            rule(known, TrustDrift.NAME, () -> drift(known, gauges)),
            rule(known, PipelineStall.NAME, () -> activity.map(found -> stall(known, found))),
            rule(known, EmitterSilent.NAME, () -> activity.map(found -> silent(known, found))));
    return Future.all(verdicts)
        .map(all -> new RuleResults(verdicts.stream().map(Future::result).toList(), gauges));
  }

  private Future<RuleResult> rule(RuleInput known, String name, Work<RuleResult> work) {
    return once(work)
        .onSuccess(verdict -> evaluationFailures.recovered("rule " + name))
        .otherwise(
            error -> {
              evaluationFailures.failed("rule " + name, error);
              return RuleResult.unknown(known.scope(), name);
            });
  }

  private Future<RuleResult> stale(RuleInput known) {
    Duration after = rules.staleAfter();
    Instant quietSince = known.now().minus(after);
    return pages
        .all(
            StorePorts.FIND_TRACES,
            cursor ->
                new TraceQuery(
                    known.scope(),
                    EntityKind.INTENT,
                    null,
                    quietSince,
                    null,
                    null,
                    null,
                    ListingReader.SIZE,
                    cursor))
        .map(
            (ListingReader.ListingItems<TraceSummary> quiet) ->
                verdict(
                    known,
                    StaleIntent.NAME,
                    StaleIntent.evaluate(quiet.items(), after, known.now()),
                    quiet.complete()));
  }

  private Future<RuleResult> failures(RuleInput known) {
    Instant since = known.now().minus(rules.failureAge());
    Future<ListingReader.ListingItems<EntityStateRow>> contracts =
        failed(known, EntityKind.CONTRACT, since);
    Future<ListingReader.ListingItems<EntityStateRow>> assertions =
        failed(known, EntityKind.ASSERTION, since);
    return Future.all(contracts, assertions)
        .compose(
            both -> {
              List<EntityStateRow> failed = new ArrayList<>(contracts.result().items());
              failed.addAll(assertions.result().items());
              boolean complete = contracts.result().complete() && assertions.result().complete();
              return failures(known, failed, complete);
            });
  }

  private Future<RuleResult> failures(
      RuleInput known, List<EntityStateRow> failed, boolean complete) {
    List<Alert> told =
        known.open().stream().filter(alert -> alert.rule().equals(ContractFailure.NAME)).toList();
    Set<EntityKey> candidates = ContractFailure.candidates(failed, told);
    Duration age = rules.failureAge();
    return candidates.isEmpty()
        ? Future.succeededFuture(verdict(known, ContractFailure.NAME, List.of(), complete))
        : ask(TracePorts.PLACEMENTS, new PlacementsOf(known.scope(), candidates))
            .map(
                placed ->
                    verdict(
                        known,
                        ContractFailure.NAME,
                        ContractFailure.evaluate(failed, placed, age, known.now()),
                        complete));
  }

  private Future<ListingReader.ListingItems<EntityStateRow>> failed(
      RuleInput known, EntityKind kind, Instant since) {
    return pages.all(
        EntityStatePorts.FIND_ENTITY_STATES,
        cursor ->
            new EntityStateQuery(
                known.scope(),
                kind,
                Set.of("failed"),
                null,
                null,
                null,
                null,
                since,
                null,
                ListingReader.SIZE,
                cursor));
  }

  private Future<RuleResult> surge(RuleInput known) {
    return ask(
            MetricStorePorts.SUM,
            new SumOf(
                known.scope(),
                TelemetryNames.INTENT_SIGNALS,
                MetricSeries.of(
                        TelemetryNames.INTENT_SIGNALS, TelemetryNames.LABEL_STATUS, "captured")
                    .labels(),
                known.now().minus(rules.surgeWindow()),
                known.now()))
        .map(
            sum ->
                RuleResult.of(
                    known.scope(), VolumeSurge.NAME, VolumeSurge.evaluate(sum.count(), rules)));
  }

  private Future<RuleResult> drift(RuleInput known, List<GaugePoint> gauges) {
    List<SeriesTotal> series = known.series();
    if (series == null) {
      return Future.succeededFuture(RuleResult.unknown(known.scope(), TrustDrift.NAME));
    }
    Instant since = known.now().minus(rules.driftWindow());
    GaugePoint today = TrustDrift.today(series, known.now());
    return ask(
            AlertStorePorts.GAUGE_HISTORY,
            new GaugeHistory(known.scope(), TelemetryNames.INTENT_SIGNALS_TRUST_AVG, since))
        .map(
            history -> {
              GaugePoint hourly = TrustDrift.hourly(history, today, known.now());
              if (hourly != null) {
                gauges.add(hourly);
              }
              return RuleResult.of(
                  known.scope(),
                  TrustDrift.NAME,
                  TrustDrift.evaluate(history, today, rules, known.now()));
            });
  }

  private Future<List<Emitter>> activity(RuleInput known) {
    return ask(
        MetricStorePorts.ACTIVITY,
        new ActivityOf(
            known.scope(), known.now().minus(MEMORY_OF_EMITTERS), EmissionInterval.MINUTES));
  }

  private RuleResult stall(RuleInput known, List<Emitter> emitters) {
    return verdict(
            known,
            PipelineStall.NAME,
            PipelineStall.evaluate(emitters, rules.stalledAfter(), known.now()),
            PipelineStall.known(emitters))
        .pending(PipelineStall.CATCH_UP_PENDING);
  }

  private RuleResult silent(RuleInput known, List<Emitter> emitters) {
    return RuleResult.of(
            known.scope(), EmitterSilent.NAME, EmitterSilent.evaluate(emitters, rules, known.now()))
        .keepFiring(keepFiring);
  }

  private static RuleResult verdict(
      RuleInput known, String rule, List<Finding> findings, boolean complete) {
    RuleResult verdict = RuleResult.of(known.scope(), rule, findings);
    return complete ? verdict : verdict.incomplete();
  }

  private <Q, A> Future<A> ask(Port<Q, A> port, Q question) {
    return port.ask(vertx, question, deadline);
  }

  /** A future also of what throws before it has one. */
  private static <T> Future<T> once(Work<T> work) {
    return Future.succeededFuture().compose(start -> work.begin());
  }

  @FunctionalInterface
  private interface Work<T> {
    Future<T> begin();
  }
}
