package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.event.CycleTime;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Lifecycle;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Occurrence;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** What one life adds to each series: a pure function of the life and its facts. */
final class LifeSamples {
  private static final Set<String> ACTIVE_SIGNAL = Set.of("captured", "active", "clustered");
  private static final Set<String> ACTIVE_INTENT =
      Set.of("proposed", "accepted", "specced", "executing");
  private static final Set<String> ACTIVE_SPEC = Set.of("draft", "review", "approved", "executing");
  private static final Set<String> ACTIVE_CONTRACT = Set.of("defined", "started", "revised");

  private final Life life;
  private final EntityFacts facts;
  private final List<Sample> samples = new ArrayList<>();

  private LifeSamples(LifeRow row) {
    this.life = row.life();
    this.facts = row.facts();
  }

  static List<Sample> of(LifeRow row) {
    if (row.facts().placeholder()) {
      return List.of();
    }
    LifeSamples samples = new LifeSamples(row);
    switch (row.life().key().kind()) {
      case SIGNAL -> samples.signal();
      case INTENT -> samples.intent();
      case SPEC -> samples.spec();
      case CONTRACT -> samples.contract();
      default -> {
        // No metric counts the others.
      }
    }
    return List.copyOf(samples.samples);
  }

  private void signal() {
    Instant captured = first("signal.created");
    String source = Labels.guarded(life.source(), Labels.UNKNOWN);
    statuses("captured", captured)
        .forEach(
            (status, at) ->
                add(
                    Names.INTENT_SIGNALS,
                    1,
                    at,
                    Names.LABEL_SOURCE,
                    source,
                    Names.LABEL_STATUS,
                    status));
    trust(Names.INTENT_TRUST_SCORE, captured);
    if (ACTIVE_SIGNAL.contains(life.state())) {
      activeSignal(captured);
    }
  }

  private void activeSignal(Instant captured) {
    String cluster = Labels.guarded(life.cluster(), Labels.NONE);
    String level = Labels.guarded(life.level(), Labels.UNSCORED);
    add(Names.INTENT_SIGNALS_ACTIVE, 1, captured, Names.LABEL_CLUSTER, cluster);
    add(Names.INTENT_SIGNALS_BY_LEVEL, 1, captured, Names.LABEL_LEVEL, level);
    add(Names.INTENT_PIPELINE_DEPTH, 1, captured);
    add(Names.INTENT_PIPELINE_IN_FLIGHT, 1, captured);
    trust(Names.INTENT_SIGNALS_TRUST_AVG, captured);
    if (!life.state().equals("clustered")) {
      add(Names.INTENT_SIGNALS_OPEN, 1, captured);
    }
  }

  private void trust(String metric, Instant at) {
    if (life.trust() != null && Double.isFinite(life.trust())) {
      add(metric, life.trust(), at);
    }
  }

  private void intent() {
    if (ACTIVE_INTENT.contains(life.state())) {
      add(Names.INTENT_INTENTS_ACTIVE, 1, first("intent.proposed"));
    }
    for (CycleTime cycle : CycleTime.values()) {
      Instant from = life.marks().get(cycle.from());
      Instant to = life.marks().get(cycle.to());
      if (from != null && to != null) {
        add(Definitions.of(cycle), seconds(from, to), to);
      }
    }
  }

  /** Clocks differ: what ends before it began took no time. */
  private static double seconds(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return length.isNegative() ? 0 : length.toMillis() / 1000.0;
  }

  private void spec() {
    Instant created = first("spec.created");
    String product = Labels.guarded(life.product(), Labels.NONE);
    statuses("draft", created)
        .forEach(
            (status, at) ->
                add(
                    Names.INTENT_SPECS,
                    1,
                    at,
                    Names.LABEL_PRODUCT,
                    product,
                    Names.LABEL_STATUS,
                    status));
    if (ACTIVE_SPEC.contains(life.state())) {
      add(Names.INTENT_SPECS_IN_PROGRESS, 1, created, Names.LABEL_PRODUCT, product);
      add(Names.INTENT_PIPELINE_IN_FLIGHT, 1, created);
    }
  }

  private void contract() {
    boolean verdicts = evaluations("contract.verified", EntityFacts.COMPLETED_PASSED, "pass");
    verdicts |= evaluations("contract.failed", EntityFacts.COMPLETED_FAILED, "fail");
    Stamp completed = facts.last("contract.completed");
    if (!verdicts && completed != null) {
      completed(completed.time());
    }
    if (ACTIVE_CONTRACT.contains(life.state())) {
      add(Names.INTENT_PIPELINE_IN_FLIGHT, 1, first("contract.defined"));
    }
  }

  /**
   * Some emitters give a verdict, some say what completing came to, and some do both for one
   * evaluation: whichever was heard more often counts them all.
   */
  private boolean evaluations(String verdict, String completed, String result) {
    Occurrence verdicts = facts.occurrences().get(verdict);
    Occurrence completions = facts.occurrences().get(completed);
    Occurrence most =
        verdicts == null || (completions != null && completions.count() > verdicts.count())
            ? completions
            : verdicts;
    if (most == null) {
      return false;
    }
    add(
        Names.INTENT_CONTRACTS,
        (double) most.count(),
        most.last().time(),
        Names.LABEL_RESULT,
        result);
    return true;
  }

  /** Completed is not passed: what its assertions came to is in its state. */
  private void completed(Instant at) {
    switch (life.state()) {
      case "verified" -> add(Names.INTENT_CONTRACTS, 1, at, Names.LABEL_RESULT, "pass");
      case "failed" -> add(Names.INTENT_CONTRACTS, 1, at, Names.LABEL_RESULT, "fail");
      default -> {
        // Started anew since, or not judged yet.
      }
    }
  }

  /** Every status ever reached, with the one all begin with and the one that stands now. */
  private SortedMap<String, Instant> statuses(String beginning, Instant begun) {
    SortedMap<String, Instant> statuses = Reached.by(facts);
    statuses.put(beginning, begun);
    if (!life.state().equals(Lifecycle.UNKNOWN)) {
      statuses.putIfAbsent(life.state(), life.end() == null ? begun : life.end());
    }
    return statuses;
  }

  /** When the first event of a type was, else the first event of all. */
  private Instant first(String type) {
    Stamp stamp = facts.first(type);
    return (stamp == null ? requireNonNull(facts.firstSeen()) : stamp).time();
  }

  private void add(String metric, double value, Instant at, String... labels) {
    samples.add(
        new Sample(
            Series.of(metric, labels),
            life.key().toString(),
            Definitions.of(metric).round(value),
            at,
            life.traceId(),
            life.spanId()));
  }
}
