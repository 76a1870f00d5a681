package dev.intentobserve.metrics;

import static dev.intentobserve.metrics.EntityStateRowBuilder.minute;
import static dev.intentobserve.metrics.MetricsHarness.objective;
import static dev.intentobserve.testkit.TestEvent.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.Indicator.Limit;
import dev.intentobserve.model.slo.Indicator.Picks;
import dev.intentobserve.model.slo.Indicator.SpanMatch;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.ActivityOf;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.testkit.TestEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsVerticleTest {
  private static final Instant LATER = NOON.plus(Duration.ofDays(1));
  private static final Objective VERIFIED =
      objective(
          "verified",
          new Indicator.Events(
              EventMatch.type("contract.*"), EventMatch.type("contract.verified"), Picks.GOOD));
  private static final Objective QUICK =
      objective(
          "quick",
          new Indicator.Latency(
              new SpanMatch(EntityKind.SIGNAL, null, new TreeMap<>()),
              new Limit(Comparison.LT, Duration.ofMinutes(60))));
  private static final Limit FIVE_MINUTES = new Limit(Comparison.LTE, Duration.ofMinutes(5));
  private static final Objective FRESH =
      objective("fresh", new Indicator.Freshness(TelemetryNames.EXPORT_LOGS, FIVE_MINUTES));
  private static final Objective FAST =
      objective(
          "fast",
          new Indicator.Timings(
              TelemetryNames.METRIC_HTTP_REQUEST,
              new TreeMap<>(),
              new Limit(Comparison.LT, Duration.ofMillis(300)),
              new TreeMap<>()));

  private MetricsHarness harness;

  @BeforeEach
  void open() {
    harness = MetricsHarness.fresh();
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static WorkEvent event(String type, String id, int minute) {
    return TestEvent.of(type, id).id(type + id + minute).at(minute(minute)).source("mcp").build();
  }

  private double events(String type) {
    return harness.value(
        TelemetryNames.INTENT_EVENTS,
        TelemetryNames.LABEL_EVENT_TYPE,
        type,
        TelemetryNames.LABEL_SOURCE,
        "mcp");
  }

  @Test
  void counter_continuesAfterARestart() {
    harness.append(
        IntStream.range(0, 8)
            .mapToObj(i -> event("signal.created", "SIG-" + i, i))
            .toArray(WorkEvent[]::new));
    harness.saveState(
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "captured")
            .occurred("signal.created", 1));
    assertThat(events("signal.created")).isEqualTo(8);
    harness.restart();
    assertThat(events("signal.created")).isEqualTo(8);
    harness.append(event("signal.created", "SIG-9", 9), event("signal.created", "SIG-1", 1));
    assertThat(events("signal.created")).isEqualTo(9);
    assertThat(harness.value(TelemetryNames.INTENT_PIPELINE_DEPTH)).isEqualTo(1);
    harness.saveState(
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "promoted")
            .occurred("signal.created", 1)
            .occurred("signal.promoted", 2)
            .to(2));
    assertThat(harness.value(TelemetryNames.INTENT_PIPELINE_DEPTH)).isZero();
  }

  @Test
  void newObjective_countsTheWholeRecord_andThenSharesTheCursor() {
    for (int i = 0; i < 7; i++) {
      harness.append(
          event("contract.verified", "CON-" + i, i), event("contract.failed", "CON-" + i, i));
    }
    harness.objectives(VERIFIED);
    assertThat(harness.tally(VERIFIED, NOON, LATER)).isEqualTo(new GoodBadCount(7, 7));
    harness.append(event("contract.verified", "CON-9", 9));
    assertThat(harness.tally(VERIFIED, NOON, LATER)).isEqualTo(new GoodBadCount(8, 7));
    assertThat(harness.tally(VERIFIED, minute(9), minute(10))).isEqualTo(new GoodBadCount(1, 0));
    assertThat(position("slo." + VERIFIED.indicatorId()))
        .isEqualTo(position(MetricsPorts.CURSOR))
        .isEqualTo(15);
    assertThat(
            harness.value(
                TelemetryNames.SLO_EVENTS,
                TelemetryNames.LABEL_SLO,
                "verified",
                TelemetryNames.LABEL_OUTCOME,
                "good"))
        .isEqualTo(8);
    assertThat(harness.value(TelemetryNames.SLO_TARGET, TelemetryNames.LABEL_SLO, "verified"))
        .isEqualTo(0.99);
    assertThat(events("contract.verified")).isEqualTo(8);
  }

  private long position(String cursor) {
    return harness.ask(StorePorts.CURSOR, cursor);
  }

  @Test
  void objectiveThatWasRemoved_continuesAtItsCursor() {
    harness.objectives(VERIFIED);
    harness.append(event("contract.verified", "CON-1", 1));
    harness.objectives();
    harness.append(event("contract.verified", "CON-2", 2), event("contract.failed", "CON-3", 3));
    harness.restart();
    harness.objectives(VERIFIED);
    assertThat(harness.tally(VERIFIED, NOON, LATER)).isEqualTo(new GoodBadCount(2, 1));
  }

  @Test
  void overdueOpenEvent_isBadUntilALateEndWithinTheLimitArrives() {
    EntityStateRowBuilder open =
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-1", "captured")
            .occurred("signal.created", 0)
            .from(0);
    harness.objectives(QUICK);
    harness.saveState(open);
    harness.at(minute(59));
    assertThat(harness.tally(QUICK, NOON, LATER)).isEqualTo(GoodBadCount.NONE);
    harness.at(minute(60));
    assertThat(harness.tally(QUICK, minute(60), minute(61))).isEqualTo(new GoodBadCount(0, 1));
    harness.restart();
    harness.at(minute(90));
    assertThat(harness.tally(QUICK, NOON, LATER)).isEqualTo(new GoodBadCount(0, 1));
    harness.saveState(open.to(30));
    assertThat(harness.tally(QUICK, NOON, LATER)).isEqualTo(new GoodBadCount(1, 0));
    assertThat(harness.tally(QUICK, minute(30), minute(31))).isEqualTo(new GoodBadCount(1, 0));
  }

  @Test
  void newObjective_countsEntityStatesThatNeverChangeAgain() {
    for (int i = 0; i < 5; i++) {
      harness.saveState(
          EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-" + i, "promoted")
              .occurred("signal.created", 0)
              .from(0)
              .to(30L + 10 * i));
    }
    harness.objectives(QUICK);
    assertThat(harness.tally(QUICK, NOON, LATER)).isEqualTo(new GoodBadCount(3, 2));
    harness.saveState(
        EntityStateRowBuilder.of(EntityKind.SIGNAL, "SIG-0", "captured")
            .occurred("signal.created", 0)
            .from(0));
    assertThat(harness.tally(QUICK, NOON, LATER)).isEqualTo(new GoodBadCount(2, 2));
    assertThat(harness.value(TelemetryNames.INTENT_PIPELINE_DEPTH)).isEqualTo(1);
  }

  @Test
  void timings_countInTheMinuteInWhichTheyAreCollected() {
    harness.objectives(FAST);
    harness.timings.timed(TelemetryNames.METRIC_HTTP_REQUEST, Duration.ofMillis(299));
    harness.timings.timed(TelemetryNames.METRIC_HTTP_REQUEST, Duration.ofMillis(300));
    harness.at(minute(5));
    assertThat(harness.tally(FAST, minute(5), minute(6))).isEqualTo(new GoodBadCount(1, 1));
    harness.catchUp();
    harness.restart();
    harness.catchUp();
    assertThat(harness.tally(FAST, NOON, LATER)).isEqualTo(new GoodBadCount(1, 1));
  }

  /** A cursor that moved without us looks just like a commit whose answer was lost. */
  @Test
  void timings_whoseCommitHasNoAnswer_areNotCountedTwice() {
    harness.objectives(FAST);
    harness.timings.timed(TelemetryNames.METRIC_HTTP_REQUEST, Duration.ofMillis(1));
    harness.at(minute(1));
    harness.ask(
        MetricStorePorts.COMMIT_METRICS, moves(new CursorMove(MetricsCache.TICK_CURSOR, 1, 2)));
    harness.timings.timed(TelemetryNames.METRIC_HTTP_REQUEST, Duration.ofMillis(1));
    harness.at(minute(2));
    harness.at(minute(3));
    assertThat(harness.tally(FAST, NOON, LATER)).isEqualTo(new GoodBadCount(1, 0));
    harness.timings.timed(TelemetryNames.METRIC_HTTP_REQUEST, Duration.ofMillis(1));
    harness.at(minute(4));
    assertThat(harness.tally(FAST, NOON, LATER)).isEqualTo(new GoodBadCount(2, 0));
  }

  private static CommitMetrics moves(CursorMove move) {
    return new CommitMetrics(
        List.of(move), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void freshness_isOneEventAMinuteForEachReaderInUse() {
    Objective unused =
        objective("unused", new Indicator.Freshness(TelemetryNames.EXPORT_TRACES, FIVE_MINUTES));
    harness.objectives(FRESH, unused);
    harness.append(event("signal.created", "SIG-1", 0), event("signal.created", "SIG-2", 0));
    harness.at(minute(2));
    assertThat(harness.tally(FRESH, minute(1), minute(2))).isEqualTo(new GoodBadCount(1, 0));
    harness.at(minute(6));
    assertThat(harness.tally(FRESH, minute(5), minute(6))).isEqualTo(new GoodBadCount(0, 1));
    harness.moved(TelemetryNames.EXPORT_LOGS, 0, 2);
    harness.at(minute(7));
    assertThat(harness.tally(FRESH, NOON, LATER)).isEqualTo(new GoodBadCount(2, 1));
    assertThat(harness.tally(unused, NOON, LATER)).isEqualTo(GoodBadCount.NONE);
  }

  @Test
  void activity_namesEmittersAndTheirLastEvent() {
    harness.append(
        TestEvent.withoutEntity("system.health").id("1").at(minute(-3)).source("cron").build(),
        TestEvent.of("signal.created", "SIG-1").id("2").at(minute(-2)).source("mcp").build(),
        TestEvent.of("signal.created", "SIG-2").id("3").at(minute(500)).source("mcp").build());
    List<Emitter> emitters =
        harness.ask(MetricStorePorts.ACTIVITY, new ActivityOf(Scope.DEFAULT, minute(-60), 10));
    assertThat(emitters)
        .containsExactly(
            new Emitter("source", "cron", List.of(minute(-3)), minute(-3), "1"),
            new Emitter("source", "mcp", List.of(minute(-2), NOON), NOON, "3"),
            new Emitter("work", "all", List.of(minute(-2), NOON), NOON, "3"));
  }

  @Test
  void cursorMovedByAnotherProcess_isReadAgain() {
    harness.append(event("signal.created", "SIG-1", 1), event("signal.created", "SIG-2", 2));
    harness.ask(MetricStorePorts.COMMIT_METRICS, moves(new CursorMove(MetricsPorts.CURSOR, 2, 3)));
    harness.append(event("signal.created", "SIG-3", 3));
    harness.append(event("signal.created", "SIG-4", 4));
    harness.catchUp();
    assertThat(events("signal.created")).isEqualTo(3);
    assertThat(position(MetricsPorts.CURSOR)).isEqualTo(4);
  }
}
