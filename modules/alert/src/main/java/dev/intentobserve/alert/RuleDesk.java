package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.GaugeHistory;
import dev.intentobserve.contract.AlertStoreContract.GaugePoint;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.ActivityOf;
import dev.intentobserve.contract.FiguresContract.Emitter;
import dev.intentobserve.contract.FiguresContract.SumOf;
import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.LifeContract.LifeQuery;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.Port;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.TraceQuery;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.PlaceOf;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.event.TraceSummary;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for what the built-in rules want to know of one scope, and has them judge it. */
final class RuleDesk {
  /** An emitter that was silent for longer is forgotten; a rhythm of weeks is still learned. */
  private static final Duration MEMORY_OF_EMITTERS = Duration.ofDays(90);

  private final Vertx vertx;
  private final AlertConfig config;
  private final Trouble trouble;
  private final Pages pages;

  /**
   * What a tick knows of a scope before it asks.
   *
   * @param series null when they could not be had
   * @param open its alerts
   */
  record Known(Scope scope, @Nullable List<SeriesTotal> series, List<Alert> open, Instant now) {
    Known {
      series = series == null ? null : List.copyOf(series);
      open = List.copyOf(open);
    }
  }

  /**
   * What the rules said.
   *
   * @param gauges to be written down
   */
  record Judged(List<Verdict> verdicts, List<GaugePoint> gauges) {
    Judged {
      verdicts = List.copyOf(verdicts);
      gauges = List.copyOf(gauges);
    }
  }

  RuleDesk(Vertx vertx, AlertConfig config, Trouble trouble) {
    this.vertx = vertx;
    this.config = config;
    this.trouble = trouble;
    this.pages = new Pages(vertx, config.deadline());
  }

  /** Never fails: a rule whose figures cannot be had says that it does not know. */
  Future<Judged> judge(Known known) {
    List<GaugePoint> gauges = new ArrayList<>();
    Future<List<Emitter>> activity = once(() -> activity(known));
    List<Future<Verdict>> verdicts =
        List.of(
            rule(known, StaleIntent.NAME, () -> stale(known)),
            rule(known, ContractFailure.NAME, () -> failures(known)),
            rule(known, VolumeSurge.NAME, () -> surge(known)),
            rule(known, TrustDrift.NAME, () -> drift(known, gauges)),
            rule(known, PipelineStall.NAME, () -> activity.map(found -> stall(known, found))),
            rule(known, EmitterSilent.NAME, () -> activity.map(found -> silent(known, found))));
    return Future.all(verdicts)
        .map(all -> new Judged(verdicts.stream().map(Future::result).toList(), gauges));
  }

  private Future<Verdict> rule(Known known, String name, Work<Verdict> work) {
    return once(work)
        .onSuccess(verdict -> trouble.over("rule " + name))
        .otherwise(
            error -> {
              trouble.with("rule " + name, error);
              return Verdict.unknown(known.scope(), name);
            });
  }

  private Future<Verdict> stale(Known known) {
    Duration after = config.rules().staleAfter();
    Instant quietSince = known.now().minus(after);
    return pages
        .all(
            StoreContract.FIND_TRACES,
            cursor ->
                new TraceQuery(
                    known.scope(),
                    Kind.INTENT,
                    null,
                    quietSince,
                    null,
                    null,
                    null,
                    Pages.SIZE,
                    cursor))
        .map(
            (Pages.Found<TraceSummary> quiet) ->
                verdict(
                    known,
                    StaleIntent.NAME,
                    StaleIntent.judge(quiet.items(), after, known.now()),
                    quiet.complete()));
  }

  private Future<Verdict> failures(Known known) {
    Instant since = known.now().minus(config.rules().failureAge());
    Future<Pages.Found<LifeRow>> contracts = failed(known, Kind.CONTRACT, since);
    Future<Pages.Found<LifeRow>> assertions = failed(known, Kind.ASSERTION, since);
    return Future.all(contracts, assertions)
        .compose(
            both -> {
              List<LifeRow> failed = new ArrayList<>(contracts.result().items());
              failed.addAll(assertions.result().items());
              boolean complete = contracts.result().complete() && assertions.result().complete();
              return failures(known, failed, complete);
            });
  }

  private Future<Verdict> failures(Known known, List<LifeRow> failed, boolean complete) {
    List<Alert> told =
        known.open().stream().filter(alert -> alert.rule().equals(ContractFailure.NAME)).toList();
    Set<EntityKey> suspects = ContractFailure.suspects(failed, told);
    Duration age = config.rules().failureAge();
    return suspects.isEmpty()
        ? Future.succeededFuture(verdict(known, ContractFailure.NAME, List.of(), complete))
        : ask(TraceContract.PLACE, new PlaceOf(known.scope(), suspects))
            .map(
                placed ->
                    verdict(
                        known,
                        ContractFailure.NAME,
                        ContractFailure.judge(failed, placed, age, known.now()),
                        complete));
  }

  private Future<Pages.Found<LifeRow>> failed(Known known, Kind kind, Instant since) {
    return pages.all(
        LifeContract.FIND_LIVES,
        cursor ->
            new LifeQuery(
                known.scope(),
                kind,
                Set.of("failed"),
                null,
                null,
                null,
                null,
                since,
                null,
                Pages.SIZE,
                cursor));
  }

  private Future<Verdict> surge(Known known) {
    AlertConfig.Rules rules = config.rules();
    return ask(
            FiguresContract.SUM,
            new SumOf(
                known.scope(),
                Names.INTENT_SIGNALS,
                Series.of(Names.INTENT_SIGNALS, Names.LABEL_STATUS, "captured").labels(),
                known.now().minus(rules.surgeWindow()),
                known.now()))
        .map(
            sum ->
                Verdict.of(known.scope(), VolumeSurge.NAME, VolumeSurge.judge(sum.count(), rules)));
  }

  private Future<Verdict> drift(Known known, List<GaugePoint> gauges) {
    List<SeriesTotal> series = known.series();
    if (series == null) {
      return Future.succeededFuture(Verdict.unknown(known.scope(), TrustDrift.NAME));
    }
    Instant since = known.now().minus(config.rules().driftWindow());
    GaugePoint today = TrustDrift.today(series, known.now());
    return ask(
            AlertStoreContract.GAUGE_HISTORY,
            new GaugeHistory(known.scope(), Names.INTENT_SIGNALS_TRUST_AVG, since))
        .map(
            history -> {
              GaugePoint hourly = TrustDrift.hourly(history, today, known.now());
              if (hourly != null) {
                gauges.add(hourly);
              }
              return Verdict.of(
                  known.scope(),
                  TrustDrift.NAME,
                  TrustDrift.judge(history, today, config.rules(), known.now()));
            });
  }

  private Future<List<Emitter>> activity(Known known) {
    return ask(
        FiguresContract.ACTIVITY,
        new ActivityOf(known.scope(), known.now().minus(MEMORY_OF_EMITTERS), Rhythm.MINUTES));
  }

  private Verdict stall(Known known, List<Emitter> emitters) {
    return verdict(
            known,
            PipelineStall.NAME,
            PipelineStall.judge(emitters, config.rules().stalledAfter(), known.now()),
            PipelineStall.known(emitters))
        .pending(PipelineStall.WHILE_CATCHING_UP);
  }

  private Verdict silent(Known known, List<Emitter> emitters) {
    return Verdict.of(
            known.scope(),
            EmitterSilent.NAME,
            EmitterSilent.judge(emitters, config.rules(), known.now()))
        .keepFiring(config.keepFiring());
  }

  private static Verdict verdict(
      Known known, String rule, List<Finding> findings, boolean complete) {
    Verdict verdict = Verdict.of(known.scope(), rule, findings);
    return complete ? verdict : verdict.incomplete();
  }

  private <Q, A> Future<A> ask(Port<Q, A> port, Q question) {
    return port.ask(vertx, question, config.deadline());
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
