package dev.intentobserve.metrics;

import static dev.intentobserve.metrics.House.objective;
import static dev.intentobserve.metrics.Lives.minute;
import static dev.intentobserve.testkit.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.ActivityOf;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.Emitter;
import dev.intentobserve.contract.FiguresContract.Move;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.event.Comparison;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.EventMatch;
import dev.intentobserve.event.Indicator.Limit;
import dev.intentobserve.event.Indicator.Picks;
import dev.intentobserve.event.Indicator.SpanMatch;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Tally;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.testkit.Events;
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
              new SpanMatch(Kind.SIGNAL, null, new TreeMap<>()),
              new Limit(Comparison.LT, Duration.ofMinutes(60))));
  private static final Limit FIVE_MINUTES = new Limit(Comparison.LTE, Duration.ofMinutes(5));
  private static final Objective FRESH =
      objective("fresh", new Indicator.Freshness(Names.EXPORT_LOGS, FIVE_MINUTES));
  private static final Objective FAST =
      objective(
          "fast",
          new Indicator.Timings(
              Names.METRIC_HTTP_REQUEST,
              new TreeMap<>(),
              new Limit(Comparison.LT, Duration.ofMillis(300)),
              new TreeMap<>()));

  private House house;

  @BeforeEach
  void open() {
    house = House.fresh();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static WorkEvent event(String type, String id, int minute) {
    return Events.of(type, id).id(type + id + minute).at(minute(minute)).source("mcp").build();
  }

  private double events(String type) {
    return house.value(
        Names.INTENT_EVENTS, Names.LABEL_EVENT_TYPE, type, Names.LABEL_SOURCE, "mcp");
  }

  @Test
  void counter_goesOnAfterARestart() {
    house.append(
        IntStream.range(0, 8)
            .mapToObj(i -> event("signal.created", "SIG-" + i, i))
            .toArray(WorkEvent[]::new));
    house.live(Lives.of(Kind.SIGNAL, "SIG-1", "captured").happened("signal.created", 1));
    assertThat(events("signal.created")).isEqualTo(8);
    house.restart();
    assertThat(events("signal.created")).isEqualTo(8);
    house.append(event("signal.created", "SIG-9", 9), event("signal.created", "SIG-1", 1));
    assertThat(events("signal.created")).isEqualTo(9);
    assertThat(house.value(Names.INTENT_PIPELINE_DEPTH)).isEqualTo(1);
    house.live(
        Lives.of(Kind.SIGNAL, "SIG-1", "promoted")
            .happened("signal.created", 1)
            .happened("signal.promoted", 2)
            .to(2));
    assertThat(house.value(Names.INTENT_PIPELINE_DEPTH)).isZero();
  }

  @Test
  void newObjective_countsTheWholeRecordAndThenRidesAlong() {
    for (int i = 0; i < 7; i++) {
      house.append(
          event("contract.verified", "CON-" + i, i), event("contract.failed", "CON-" + i, i));
    }
    house.objectives(VERIFIED);
    assertThat(house.tally(VERIFIED, NOON, LATER)).isEqualTo(new Tally(7, 7));
    house.append(event("contract.verified", "CON-9", 9));
    assertThat(house.tally(VERIFIED, NOON, LATER)).isEqualTo(new Tally(8, 7));
    assertThat(house.tally(VERIFIED, minute(9), minute(10))).isEqualTo(new Tally(1, 0));
    assertThat(position("slo." + VERIFIED.indicatorId()))
        .isEqualTo(position(MetricsContract.CURSOR))
        .isEqualTo(15);
    assertThat(
            house.value(Names.SLO_EVENTS, Names.LABEL_SLO, "verified", Names.LABEL_OUTCOME, "good"))
        .isEqualTo(8);
    assertThat(house.value(Names.SLO_TARGET, Names.LABEL_SLO, "verified")).isEqualTo(0.99);
    assertThat(events("contract.verified")).isEqualTo(8);
  }

  private long position(String cursor) {
    return house.ask(StoreContract.CURSOR, new CursorOf(cursor));
  }

  @Test
  void objectiveThatWasAway_continuesWhereItStood() {
    house.objectives(VERIFIED);
    house.append(event("contract.verified", "CON-1", 1));
    house.objectives();
    house.append(event("contract.verified", "CON-2", 2), event("contract.failed", "CON-3", 3));
    house.restart();
    house.objectives(VERIFIED);
    assertThat(house.tally(VERIFIED, NOON, LATER)).isEqualTo(new Tally(2, 1));
  }

  @Test
  void overdueOpenCase_isBadUntilALateEndWithinTheLimitComesIn() {
    Lives open = Lives.of(Kind.SIGNAL, "SIG-1", "captured").happened("signal.created", 0).from(0);
    house.objectives(QUICK);
    house.live(open);
    house.at(minute(59));
    assertThat(house.tally(QUICK, NOON, LATER)).isEqualTo(Tally.NONE);
    house.at(minute(60));
    assertThat(house.tally(QUICK, minute(60), minute(61))).isEqualTo(new Tally(0, 1));
    house.restart();
    house.at(minute(90));
    assertThat(house.tally(QUICK, NOON, LATER)).isEqualTo(new Tally(0, 1));
    house.live(open.to(30));
    assertThat(house.tally(QUICK, NOON, LATER)).isEqualTo(new Tally(1, 0));
    assertThat(house.tally(QUICK, minute(30), minute(31))).isEqualTo(new Tally(1, 0));
  }

  @Test
  void newObjective_judgesLivesThatNeverChangeAgain() {
    for (int i = 0; i < 5; i++) {
      house.live(
          Lives.of(Kind.SIGNAL, "SIG-" + i, "promoted")
              .happened("signal.created", 0)
              .from(0)
              .to(30L + 10 * i));
    }
    house.objectives(QUICK);
    assertThat(house.tally(QUICK, NOON, LATER)).isEqualTo(new Tally(3, 2));
    house.live(Lives.of(Kind.SIGNAL, "SIG-0", "captured").happened("signal.created", 0).from(0));
    assertThat(house.tally(QUICK, NOON, LATER)).isEqualTo(new Tally(2, 2));
    assertThat(house.value(Names.INTENT_PIPELINE_DEPTH)).isEqualTo(1);
  }

  @Test
  void timings_countInTheMinuteInWhichTheyAreCollected() {
    house.objectives(FAST);
    house.timings.timed(Names.METRIC_HTTP_REQUEST, Duration.ofMillis(299));
    house.timings.timed(Names.METRIC_HTTP_REQUEST, Duration.ofMillis(300));
    house.at(minute(5));
    assertThat(house.tally(FAST, minute(5), minute(6))).isEqualTo(new Tally(1, 1));
    house.catchUp();
    house.restart();
    house.catchUp();
    assertThat(house.tally(FAST, NOON, LATER)).isEqualTo(new Tally(1, 1));
  }

  /** A cursor that moved without us looks just like a commit whose answer was lost. */
  @Test
  void timings_whoseCommitIsInDoubt_areNotCountedTwice() {
    house.objectives(FAST);
    house.timings.timed(Names.METRIC_HTTP_REQUEST, Duration.ofMillis(1));
    house.at(minute(1));
    house.ask(FiguresContract.COMMIT_FIGURES, moves(new Move(Memory.TICK_CURSOR, 1, 2)));
    house.timings.timed(Names.METRIC_HTTP_REQUEST, Duration.ofMillis(1));
    house.at(minute(2));
    house.at(minute(3));
    assertThat(house.tally(FAST, NOON, LATER)).isEqualTo(new Tally(1, 0));
    house.timings.timed(Names.METRIC_HTTP_REQUEST, Duration.ofMillis(1));
    house.at(minute(4));
    assertThat(house.tally(FAST, NOON, LATER)).isEqualTo(new Tally(2, 0));
  }

  private static CommitFigures moves(Move move) {
    return new CommitFigures(
        List.of(move), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void freshness_isACaseAMinuteOfEachReaderInUse() {
    Objective unused =
        objective("unused", new Indicator.Freshness(Names.EXPORT_TRACES, FIVE_MINUTES));
    house.objectives(FRESH, unused);
    house.append(event("signal.created", "SIG-1", 0), event("signal.created", "SIG-2", 0));
    house.at(minute(2));
    assertThat(house.tally(FRESH, minute(1), minute(2))).isEqualTo(new Tally(1, 0));
    house.at(minute(6));
    assertThat(house.tally(FRESH, minute(5), minute(6))).isEqualTo(new Tally(0, 1));
    house.moved(Names.EXPORT_LOGS, 0, 2);
    house.at(minute(7));
    assertThat(house.tally(FRESH, NOON, LATER)).isEqualTo(new Tally(2, 1));
    assertThat(house.tally(unused, NOON, LATER)).isEqualTo(Tally.NONE);
  }

  @Test
  void activity_namesEmittersAndTheirLastEvent() {
    house.append(
        Events.nameless("system.health").id("1").at(minute(-3)).source("cron").build(),
        Events.of("signal.created", "SIG-1").id("2").at(minute(-2)).source("mcp").build(),
        Events.of("signal.created", "SIG-2").id("3").at(minute(500)).source("mcp").build());
    List<Emitter> emitters =
        house.ask(FiguresContract.ACTIVITY, new ActivityOf(Scope.DEFAULT, minute(-60), 10));
    assertThat(emitters)
        .containsExactly(
            new Emitter("source", "cron", List.of(minute(-3)), minute(-3), "1"),
            new Emitter("source", "mcp", List.of(minute(-2), NOON), NOON, "3"),
            new Emitter("work", "all", List.of(minute(-2), NOON), NOON, "3"));
  }

  @Test
  void cursorThatSomebodyElseMoved_isReadAgain() {
    house.append(event("signal.created", "SIG-1", 1), event("signal.created", "SIG-2", 2));
    house.ask(FiguresContract.COMMIT_FIGURES, moves(new Move(MetricsContract.CURSOR, 2, 3)));
    house.append(event("signal.created", "SIG-3", 3));
    house.append(event("signal.created", "SIG-4", 4));
    house.catchUp();
    assertThat(events("signal.created")).isEqualTo(3);
    assertThat(position(MetricsContract.CURSOR)).isEqualTo(4);
  }
}
