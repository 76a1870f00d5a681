package dev.intentobserve.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.alerting.slo.SloStatusCalculator.SloEvaluation;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.SloStatus.State;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SloStatusCalculatorTest {
  private static final String NOW = "2026-11-20T12:00:30Z";

  @Test
  void budgetSpentExactly_saysUntilWhenNoneMayFail() {
    SliHistory history =
        new SliHistory()
            .add("2026-11-05T09:13:20Z", 0, 1)
            .add("2026-11-10T10:00:00Z", 61, 0)
            .add("2026-11-18T10:00:00Z", 0, 2);

    SloStatus status = status(0.95, history);

    assertThat(status.message())
        .isEqualTo(
            "61 of 64 contracts passed (95.3 %, target 95 %). 3 failed, none may fail until 3 Dec"
                + " 09:14 UTC, when one of the three leaves the window.");
    assertThat(status.tally()).isEqualTo(new GoodBadCount(61, 3));
    assertThat(status.allowed()).isEqualTo(3.2);
    assertThat(status.remaining()).isEqualTo(0.0625);
    assertThat(status.state()).isEqualTo(State.WARNING);
    assertThat(status.from()).isEqualTo("2026-10-23T12:00:00Z");
    assertThat(status.to()).isEqualTo("2026-11-20T12:00:00Z");
  }

  @Test
  void budgetLeft_saysHowManyMoreMayFail() {
    SliHistory history = new SliHistory().add("2026-11-10T10:00:00Z", 98, 2);

    assertThat(status(0.95, history).message())
        .isEqualTo(
            "98 of 100 contracts passed (98 %, target 95 %). 2 failed, 3 more may fail until 8 Dec"
                + " 10:01 UTC, when one of the two leaves the window.");
  }

  @Test
  void budgetOverspent_saysHowManyMustLeaveFirst() {
    SliHistory history =
        new SliHistory()
            .add("2026-11-08T10:00:00Z", 0, 1)
            .add("2026-11-09T10:00:00Z", 36, 1)
            .add("2026-11-10T10:00:00Z", 0, 2);

    SloStatus status = status(0.95, history);

    assertThat(status.message())
        .isEqualTo(
            "36 of 40 contracts passed (90 %, target 95 %). 4 failed, 2 more than the two allowed;"
                + " none may fail until 8 Dec 10:01 UTC, when three of the four have left the"
                + " window.");
    assertThat(status.state()).isEqualTo(State.CRITICAL);
    assertThat(status.remaining()).isEqualTo(-1.0);
  }

  @Test
  void budgetOverspent_byFewEvents_saysThatAllMustLeave() {
    SliHistory history =
        new SliHistory().add("2026-11-08T10:00:00Z", 9, 0).add("2026-11-10T10:00:00Z", 3, 3);

    assertThat(status(0.9, history).message())
        .isEqualTo(
            "12 of 15 contracts passed (80 %, target 90 %). 3 failed, 2 more than the one allowed;"
                + " none may fail until 8 Dec 10:01 UTC, when all three have left the window.");
  }

  @Test
  void noFailure_saysHowManyMayFail() {
    SliHistory history = new SliHistory().add("2026-11-10T10:00:00Z", 40, 0);

    SloStatus status = status(0.95, history);

    assertThat(status.message())
        .isEqualTo(
            "40 of 40 contracts passed (100 %, target 95 %). None failed, 2 may fail within 28 d.");
    assertThat(status.state()).isEqualTo(State.OK);
    assertThat(status.remaining()).isEqualTo(1.0);
  }

  @Test
  void targetOfHundredPercent_isCriticalWithTheFirstFailure() {
    Objective all = TestObjectives.contracts(1, TestObjectives.FOUR_WEEKS, TestObjectives.FAST);
    SliHistory history = new SliHistory().add("2026-11-20T11:58:00Z", 39, 1);

    SloStatus status = history.status(all, NOW);

    assertThat(status.state()).isEqualTo(State.CRITICAL);
    assertThat(status.remaining()).isNull();
    assertThat(status.burns().getFirst().longRate()).isNull();
    assertThat(status.burns().getFirst().burning()).isTrue();
    assertThat(status.message())
        .isEqualTo(
            "39 of 40 contracts passed (97.5 %, target 100 %). 1 failed, and a target of 100 %"
                + " allows none. It leaves the window on 18 Dec 11:59 UTC. 1 failure in the last 5"
                + " min.");
    assertThat(history.status(all, "2026-11-20T12:04:00Z").burns().getFirst().burning()).isFalse();
  }

  @Test
  void oneEvent_thatPassed_isOk_andNoneMayFail() {
    SliHistory history = new SliHistory().add("2026-11-10T10:00:00Z", 1, 0);

    SloStatus status = status(0.95, history);

    assertThat(status.state()).isEqualTo(State.OK);
    assertThat(status.message())
        .isEqualTo(
            "1 of 1 contract passed (100 %, target 95 %). None failed, none may fail within 28 d.");
  }

  @Test
  void oneEvent_thatFailed_isCritical_butNoPairBurns() {
    SliHistory history = new SliHistory().add("2026-11-20T11:58:00Z", 0, 1);

    SloStatus status =
        history.status(
            TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS, TestObjectives.FAST), NOW);

    assertThat(status.state()).isEqualTo(State.CRITICAL);
    assertThat(status.burns().getFirst().longRate()).isEqualTo(20.0);
    assertThat(status.burns().getFirst().burning()).isFalse();
    assertThat(status.message())
        .isEqualTo(
            "0 of 1 contract passed (0 %, target 95 %). 1 failed, and 1 contract allows none. It"
                + " leaves the window on 18 Dec 11:59 UTC.");
  }

  @Test
  void fewerThanTheMinimum_isNotEnoughData_andBurnsNothing() {
    Objective five =
        TestObjectives.of(
            "five",
            TestObjectives.contracts(),
            0.95,
            TestObjectives.FOUR_WEEKS,
            5,
            TestObjectives.FAST);
    SliHistory history = new SliHistory().add("2026-11-20T11:58:00Z", 2, 2);

    SloStatus status = history.status(five, NOW);

    assertThat(status.state()).isEqualTo(State.NOT_ENOUGH_DATA);
    assertThat(status.burns()).noneMatch(SloStatus.BurnRate::burning);
    assertThat(status.message())
        .isEqualTo(
            "2 of 4 contracts passed. Not enough data in the last 28 days: 1 more is needed.");
  }

  @Test
  void zeroEvents_areNoData_neitherPassNorFail() {
    SloStatus status =
        new SliHistory()
            .status(
                TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS, TestObjectives.FAST),
                NOW);

    assertThat(status.state()).isEqualTo(State.NO_DATA);
    assertThat(status.achieved()).isNull();
    assertThat(status.remaining()).isNull();
    assertThat(status.burns().getFirst().longRate()).isNull();
    assertThat(status.message()).isEqualTo("No data in the last 28 days.");
  }

  @Test
  void windowEdges_areWholeMinutes_fromInclusive_toExclusive() {
    Objective hour = TestObjectives.contracts(0.5, new TimeWindow.Rolling(Duration.ofHours(1)));
    SliHistory history =
        new SliHistory()
            .add("2026-11-20T10:59:59Z", 0, 100)
            .add("2026-11-20T11:00:00Z", 1, 0)
            .add("2026-11-20T11:59:59Z", 1, 0)
            .add("2026-11-20T12:00:00Z", 0, 100);

    assertThat(history.status(hour, "2026-11-20T12:00:59.999Z").tally())
        .isEqualTo(new GoodBadCount(2, 0));
    assertThat(history.status(hour, "2026-11-20T12:01:00Z").tally())
        .isEqualTo(new GoodBadCount(1, 100));
  }

  @Test
  void calendarWindow_startsInItsZone_andSaysWhenItEnds() {
    Objective month =
        TestObjectives.contracts(
            0.9, TestObjectives.months(1, "2025-12-31T23:00:00Z", "Europe/Berlin"));
    SliHistory history =
        new SliHistory().add("2026-10-31T22:59:00Z", 0, 50).add("2026-10-31T23:00:00Z", 18, 2);

    SloStatus status = history.status(month, NOW);

    assertThat(status.from()).isEqualTo("2026-10-31T23:00:00Z");
    assertThat(status.message())
        .isEqualTo(
            "18 of 20 contracts passed (90 %, target 90 %). 2 failed, none may fail until 30 Nov"
                + " 23:00 UTC, when the window ends.");
    assertThat(history.status(month, "2026-11-30T22:59:00Z").tally())
        .isEqualTo(new GoodBadCount(18, 2));
    assertThat(history.status(month, "2026-11-30T23:00:00Z").state()).isEqualTo(State.NO_DATA);
  }

  @Test
  void latency_isDescribedByItsLimit() {
    Objective latency =
        TestObjectives.of("spec", TestObjectives.latency(), 0.5, TestObjectives.FOUR_WEEKS, 1);
    SliHistory history = new SliHistory().add("2026-11-10T10:00:00Z", 3, 1);

    assertThat(history.status(latency, NOW).message())
        .isEqualTo(
            "3 of 4 intents kept the limit (75 %, target 50 %). 1 missed it, 1 more may miss it"
                + " until 8 Dec 10:01 UTC, when it leaves the window.");
  }

  @Test
  void exhaustion_isForecastFromTheLongestWindowWithEvents() {
    SliHistory history =
        new SliHistory().add("2026-10-25T00:00:00Z", 900, 0).add("2026-11-20T10:00:00Z", 80, 20);

    SloStatus status =
        history.status(
            TestObjectives.contracts(
                0.95, TestObjectives.FOUR_WEEKS, TestObjectives.FAST, TestObjectives.SLOW),
            NOW);

    // 60 % of the budget are left and a day burns four times too fast: 28 d x 0.6 / 4.
    assertThat(status.exhausted()).isEqualTo("2026-11-24T16:48:00Z");
    assertThat(status.message()).endsWith("At this rate the budget is spent by 24 Nov 16:48 UTC.");
    assertThat(
            new SliHistory()
                .add("2026-11-20T10:00:00Z", 99, 1)
                .status(
                    TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS, TestObjectives.SLOW),
                    NOW)
                .exhausted())
        .isNull();
  }

  @Test
  void lateEventsOfLastMonth_areNotedForADay() {
    Objective objective = TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS);
    SliHistory history = new SliHistory().add("2026-11-10T10:00:00Z", 61, 0);
    Instant start = Instant.parse("2026-11-20T12:00:00Z");
    SloSnapshot snapshot = settled(history, objective, start);

    history.add("2026-10-28T08:00:00Z", 1, 1);
    SloEvaluation noted = history.evaluate(objective, start.plusSeconds(60), snapshot);
    history.add("2026-10-29T08:00:00Z", 0, 1);
    SloEvaluation more = history.evaluate(objective, start.plusSeconds(120), noted.snapshot());
    Instant almost = start.plusSeconds(119).plus(Duration.ofHours(24));

    assertThat(noted.status().note())
        .isEqualTo(
            "2 late or corrected contracts changed the counts before 20 Nov 11:49 UTC: 1 more"
                + " failure, 1 more success.");
    assertThat(more.status().note())
        .isEqualTo(
            "3 late or corrected contracts changed the counts before 20 Nov 11:49 UTC: 2 more"
                + " failures, 1 more success.");
    assertThat(history.evaluate(objective, almost, more.snapshot()).status().note()).isNotNull();
    assertThat(history.evaluate(objective, almost.plusSeconds(1), more.snapshot()).status().note())
        .isNull();
  }

  @Test
  void lateEventsOfLastMonth_areNotedByACalendarWindowToo() {
    Objective month =
        TestObjectives.contracts(0.95, TestObjectives.months(1, "2026-01-01T00:00:00Z", "UTC"));
    SliHistory history = new SliHistory().add("2026-10-15T10:00:00Z", 20, 0);
    Instant start = Instant.parse("2026-11-02T12:00:00Z");
    SloSnapshot snapshot = settled(history, month, start);

    history.add("2026-10-16T10:00:00Z", 0, 1);

    assertThat(history.evaluate(month, start.plusSeconds(60), snapshot).status().note())
        .isEqualTo(
            "1 late or corrected contract changed the counts before 2 Nov 11:49 UTC: 1 more"
                + " failure.");
  }

  @Test
  void contractWithANewVerdict_isOneCorrection() {
    Objective objective = TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS);
    SliHistory history = new SliHistory().add("2026-11-10T10:00:00Z", 60, 1);
    Instant start = Instant.parse("2026-11-20T12:00:00Z");
    SloSnapshot snapshot = settled(history, objective, start);

    history.add("2026-11-10T10:00:00Z", 1, -1);

    assertThat(history.evaluate(objective, start.plusSeconds(60), snapshot).status().note())
        .isEqualTo(
            "1 late or corrected contract changed the counts before 20 Nov 11:49 UTC: 1 fewer"
                + " failure, 1 more success.");
  }

  @Test
  void unsettledCounts_areNotNoted() {
    Objective objective = TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS);
    SliHistory history = new SliHistory().add("2026-11-10T10:00:00Z", 60, 1);
    Instant start = Instant.parse("2026-11-20T12:00:00Z");
    SloSnapshot snapshot = settled(history, objective, start);

    history.add("2026-11-20T11:55:00Z", 5, 1);

    assertThat(history.evaluate(objective, start.plusSeconds(60), snapshot).status().note())
        .isNull();
  }

  @Test
  void newIndicator_stillBeingCounted_isNotNoted() {
    Objective objective = TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS);
    SliHistory history = new SliHistory();
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    SloSnapshot snapshot = null;
    for (int i = 0; i < 5; i++) {
      SloEvaluation evaluation = history.evaluate(objective, now.plusSeconds(15L * i), snapshot);
      snapshot = evaluation.snapshot();
      history.add("2026-11-10T10:00:00Z", 100, 1);

      assertThat(evaluation.status().note()).isNull();
    }
  }

  @Test
  void changedWindow_isNoted_andEvaluatedAgain() {
    SliHistory history =
        new SliHistory().add("2026-11-01T10:00:00Z", 0, 9).add("2026-11-19T10:00:00Z", 9, 0);
    Instant start = Instant.parse("2026-11-20T12:00:00Z");
    Objective before = TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS);
    SloSnapshot snapshot = settled(history, before, start);

    SloEvaluation after =
        history.evaluate(
            TestObjectives.contracts(0.95, TestObjectives.days(7)),
            start.plusSeconds(60),
            snapshot);

    assertThat(snapshot.state()).isEqualTo(State.CRITICAL);
    assertThat(after.status().state()).isEqualTo(State.OK);
    assertThat(after.status().note()).isEqualTo("Window changed from 28 d to 7 d.");
    assertThat(after.status().since()).isEqualTo(start.plusSeconds(60));
    SloSnapshot kept =
        history
            .evaluate(
                TestObjectives.contracts(0.95, TestObjectives.days(7)),
                start.plusSeconds(75),
                after.snapshot())
            .snapshot();
    assertThat(kept.note()).isEqualTo("Window changed from 28 d to 7 d.");
    assertThat(
            history
                .evaluate(
                    TestObjectives.contracts(0.95, TestObjectives.days(7)),
                    start.plusSeconds(60).plus(Duration.ofHours(24)),
                    kept)
                .status()
                .note())
        .isNull();
  }

  @Test
  void state_keepsItsStart() {
    Objective objective = TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS);
    SliHistory history = new SliHistory().add("2026-11-10T10:00:00Z", 60, 0);
    Instant start = Instant.parse("2026-11-20T12:00:00Z");
    SloSnapshot snapshot = settled(history, objective, start);

    assertThat(history.evaluate(objective, start.plusSeconds(3600), snapshot).status().since())
        .isEqualTo(start.minusSeconds(60));
    assertThat(List.of(snapshot.from(), snapshot.to()))
        .isEqualTo(
            List.of(Instant.parse("2026-10-23T11:59:00Z"), Instant.parse("2026-11-20T11:49:00Z")));
  }

  /** Two ticks with equal counts. */
  private static SloSnapshot settled(SliHistory history, Objective objective, Instant now) {
    SloSnapshot first = history.evaluate(objective, now.minusSeconds(60), null).snapshot();
    return history.evaluate(objective, now.minusSeconds(45), first).snapshot();
  }

  private static SloStatus status(double target, SliHistory history) {
    return history.status(TestObjectives.contracts(target, TestObjectives.FOUR_WEEKS), NOW);
  }
}
