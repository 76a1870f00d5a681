package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.CycleTime;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** What one life adds to each series: a pure function of the life and its facts. */
final class EntityStateSamples {
  private static final Set<String> ACTIVE_SIGNAL = Set.of("captured", "active", "clustered");
  private static final Set<String> ACTIVE_INTENT =
      Set.of("proposed", "accepted", "specced", "executing");
  private static final Set<String> ACTIVE_SPEC = Set.of("draft", "review", "approved", "executing");
  private static final Set<String> ACTIVE_CONTRACT = Set.of("defined", "started", "revised");

  private final EntityState entityState;
  private final EntityFacts facts;
  private final List<MetricSample> samples = new ArrayList<>();

  private EntityStateSamples(EntityStateRow row) {
    this.entityState = row.entityState();
    this.facts = row.facts();
  }

  static List<MetricSample> of(EntityStateRow row) {
    if (row.facts().placeholder()) {
      return List.of();
    }
    EntityStateSamples samples = new EntityStateSamples(row);
    switch (row.entityState().key().kind()) {
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
    String source = LabelSanitizer.sanitized(entityState.source(), LabelSanitizer.UNKNOWN);
    statuses("captured", captured)
        .forEach(
            (status, at) ->
                add(
                    TelemetryNames.INTENT_SIGNALS,
                    1,
                    at,
                    TelemetryNames.LABEL_SOURCE,
                    source,
                    TelemetryNames.LABEL_STATUS,
                    status));
    trust(TelemetryNames.INTENT_TRUST_SCORE, captured);
    if (ACTIVE_SIGNAL.contains(entityState.state())) {
      activeSignal(captured);
    }
  }

  private void activeSignal(Instant captured) {
    String cluster = LabelSanitizer.sanitized(entityState.cluster(), LabelSanitizer.NONE);
    String level = LabelSanitizer.sanitized(entityState.level(), LabelSanitizer.UNSCORED);
    add(TelemetryNames.INTENT_SIGNALS_ACTIVE, 1, captured, TelemetryNames.LABEL_CLUSTER, cluster);
    add(TelemetryNames.INTENT_SIGNALS_BY_LEVEL, 1, captured, TelemetryNames.LABEL_LEVEL, level);
    add(TelemetryNames.INTENT_PIPELINE_DEPTH, 1, captured);
    add(TelemetryNames.INTENT_PIPELINE_IN_FLIGHT, 1, captured);
    trust(TelemetryNames.INTENT_SIGNALS_TRUST_AVG, captured);
    if (!entityState.state().equals("clustered")) {
      add(TelemetryNames.INTENT_SIGNALS_OPEN, 1, captured);
    }
  }

  private void trust(String metric, Instant at) {
    if (entityState.trust() != null && Double.isFinite(entityState.trust())) {
      add(metric, entityState.trust(), at);
    }
  }

  private void intent() {
    if (ACTIVE_INTENT.contains(entityState.state())) {
      add(TelemetryNames.INTENT_INTENTS_ACTIVE, 1, first("intent.proposed"));
    }
    for (CycleTime cycle : CycleTime.values()) {
      Instant from = entityState.marks().get(cycle.from());
      Instant to = entityState.marks().get(cycle.to());
      if (from != null && to != null) {
        add(MetricDefinitions.of(cycle), seconds(from, to), to);
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
    String product = LabelSanitizer.sanitized(entityState.product(), LabelSanitizer.NONE);
    statuses("draft", created)
        .forEach(
            (status, at) ->
                add(
                    TelemetryNames.INTENT_SPECS,
                    1,
                    at,
                    TelemetryNames.LABEL_PRODUCT,
                    product,
                    TelemetryNames.LABEL_STATUS,
                    status));
    if (ACTIVE_SPEC.contains(entityState.state())) {
      add(
          TelemetryNames.INTENT_SPECS_IN_PROGRESS,
          1,
          created,
          TelemetryNames.LABEL_PRODUCT,
          product);
      add(TelemetryNames.INTENT_PIPELINE_IN_FLIGHT, 1, created);
    }
  }

  private void contract() {
    boolean verdicts = evaluations("contract.verified", EntityFacts.COMPLETED_PASSED, "pass");
    verdicts |= evaluations("contract.failed", EntityFacts.COMPLETED_FAILED, "fail");
    Stamp completed = facts.last("contract.completed");
    if (!verdicts && completed != null) {
      completed(completed.time());
    }
    if (ACTIVE_CONTRACT.contains(entityState.state())) {
      add(TelemetryNames.INTENT_PIPELINE_IN_FLIGHT, 1, first("contract.defined"));
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
        TelemetryNames.INTENT_CONTRACTS,
        (double) most.count(),
        most.last().time(),
        TelemetryNames.LABEL_RESULT,
        result);
    return true;
  }

  /** Completed is not passed: what its assertions came to is in its state. */
  private void completed(Instant at) {
    switch (entityState.state()) {
      case "verified" ->
          add(TelemetryNames.INTENT_CONTRACTS, 1, at, TelemetryNames.LABEL_RESULT, "pass");
      case "failed" ->
          add(TelemetryNames.INTENT_CONTRACTS, 1, at, TelemetryNames.LABEL_RESULT, "fail");
      default -> {
        // Started anew since, or not judged yet.
      }
    }
  }

  /** Every status ever reached, with the one all begin with and the one that stands now. */
  private SortedMap<String, Instant> statuses(String beginning, Instant begun) {
    SortedMap<String, Instant> statuses = ReachedStates.by(facts);
    statuses.put(beginning, begun);
    if (!entityState.state().equals(Lifecycle.UNKNOWN)) {
      statuses.putIfAbsent(
          entityState.state(), entityState.end() == null ? begun : entityState.end());
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
        new MetricSample(
            MetricSeries.of(metric, labels),
            entityState.key().toString(),
            MetricDefinitions.of(metric).round(value),
            at,
            entityState.traceId(),
            entityState.spanId()));
  }
}
