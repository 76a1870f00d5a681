package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.CycleTime;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.EventType;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;

/** What one entity state adds to each series: a pure function of the state and its facts. */
final class EntityStateSamples {
  private static final EventCatalog CATALOG = EventCatalog.standard();
  private static final SequencedSet<String> SIGNAL_CREATED = CATALOG.creating(EntityKind.SIGNAL);
  private static final SequencedSet<String> INTENT_CREATED = CATALOG.creating(EntityKind.INTENT);
  private static final SequencedSet<String> SPEC_CREATED = CATALOG.creating(EntityKind.SPEC);
  private static final SequencedSet<String> CONTRACT_CREATED =
      CATALOG.creating(EntityKind.CONTRACT);
  private static final SequencedSet<String> VERIFIED =
      Lifecycle.typesTo(EntityKind.CONTRACT, LifecycleState.VERIFIED);
  private static final SequencedSet<String> FAILED =
      Lifecycle.typesTo(EntityKind.CONTRACT, LifecycleState.FAILED);
  private static final SequencedSet<String> EVALUATED = CATALOG.names(EventType::evaluates);

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
    Instant captured = first(SIGNAL_CREATED);
    created(
        TelemetryNames.INTENT_SIGNALS,
        captured,
        LifecycleState.CAPTURED,
        TelemetryNames.LABEL_SOURCE,
        LabelSanitizer.sanitized(entityState.source(), LabelSanitizer.UNKNOWN));
    trust(TelemetryNames.INTENT_TRUST_SCORE, captured);
    if (isOpen()) {
      openSignal(captured);
    }
  }

  private void openSignal(Instant captured) {
    String cluster = LabelSanitizer.sanitized(entityState.cluster(), LabelSanitizer.NONE);
    add(
        TelemetryNames.INTENT_SIGNALS_AWAITING_PROMOTION,
        1,
        captured,
        TelemetryNames.LABEL_CLUSTER,
        cluster);
    add(TelemetryNames.INTENT_PIPELINE_DEPTH, 1, captured);
    if (!LifecycleState.CLUSTERED.is(entityState.state())) {
      String level = LabelSanitizer.sanitized(entityState.level(), LabelSanitizer.UNSCORED);
      add(TelemetryNames.INTENT_SIGNALS_ACTIVE, 1, captured, TelemetryNames.LABEL_CLUSTER, cluster);
      add(TelemetryNames.INTENT_SIGNALS_BY_LEVEL, 1, captured, TelemetryNames.LABEL_LEVEL, level);
      trust(TelemetryNames.INTENT_SIGNALS_TRUST_AVG, captured);
    }
  }

  private void trust(String metric, Instant at) {
    if (entityState.trust() != null && Double.isFinite(entityState.trust())) {
      add(metric, entityState.trust(), at);
    }
  }

  private void intent() {
    if (isOpen()) {
      add(TelemetryNames.INTENT_INTENTS_ACTIVE, 1, first(INTENT_CREATED));
    }
    for (CycleTime cycle : CycleTime.values()) {
      Instant from = entityState.marks().get(cycle.from());
      Instant to = entityState.marks().get(cycle.to());
      if (from != null && to != null) {
        add(MetricDefinitions.of(cycle), seconds(from, to), to);
      }
    }
  }

  /** Clocks differ: an end before the start counts as no time. */
  private static double seconds(Instant from, Instant to) {
    Duration length = Duration.between(from, to);
    return length.isNegative() ? 0 : length.toMillis() / 1000.0;
  }

  private void spec() {
    Instant created = first(SPEC_CREATED);
    String product = LabelSanitizer.sanitized(entityState.product(), LabelSanitizer.NONE);
    created(
        TelemetryNames.INTENT_SPECS,
        created,
        LifecycleState.DRAFT,
        TelemetryNames.LABEL_PRODUCT,
        product);
    if (isOpen()) {
      add(
          TelemetryNames.INTENT_SPECS_IN_PROGRESS,
          1,
          created,
          TelemetryNames.LABEL_PRODUCT,
          product);
      add(TelemetryNames.INTENT_PIPELINE_DEPTH, 1, created);
    }
  }

  private void contract() {
    boolean verdicts = evaluations(VERIFIED, EntityFacts.COMPLETED_PASSED, "pass");
    verdicts |= evaluations(FAILED, EntityFacts.COMPLETED_FAILED, "fail");
    Stamp completed = facts.last(EVALUATED);
    if (!verdicts && completed != null) {
      completed(completed.time());
    }
    if (isOpen()) {
      add(TelemetryNames.INTENT_PIPELINE_DEPTH, 1, first(CONTRACT_CREATED));
    }
  }

  /**
   * Some emitters send a verdict, some the result of completing, and some both for one evaluation:
   * the more frequent one counts.
   */
  private boolean evaluations(SequencedSet<String> verdict, String completed, String result) {
    Occurrence verdicts = facts.occurrence(verdict);
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

  /** Completed does not mean passed: the state tells how its assertions ended. */
  private void completed(Instant at) {
    if (LifecycleState.VERIFIED.is(entityState.state())) {
      add(TelemetryNames.INTENT_CONTRACTS, 1, at, TelemetryNames.LABEL_RESULT, "pass");
    } else if (LifecycleState.FAILED.is(entityState.state())) {
      add(TelemetryNames.INTENT_CONTRACTS, 1, at, TelemetryNames.LABEL_RESULT, "fail");
    }
  }

  /**
   * Once for each entity: a status that changed would move it between series, and a counter does
   * not go down.
   */
  private void created(
      String metric, Instant at, LifecycleState beginning, String label, String value) {
    add(metric, 1, at, label, value, TelemetryNames.LABEL_STATUS, beginning.code());
  }

  private boolean isOpen() {
    return Lifecycle.isOpen(entityState.key().kind(), entityState.state());
  }

  /** The time of the first event of these types, else of the first event. */
  private Instant first(SequencedSet<String> types) {
    Stamp stamp = facts.first(types);
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
