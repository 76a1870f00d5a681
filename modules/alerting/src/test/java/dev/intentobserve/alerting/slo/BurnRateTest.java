package dev.intentobserve.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.SloStatus.BurnRate;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.slo.BurnRule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BurnRateTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void exactFactor_burns_andOneGoodCaseMoreDoesNot() {
    Burn ten = new Burn(Severity.CRITICAL, Duration.ofHours(1), Duration.ofMinutes(5), 10);
    Objective objective = TestObjectives.contracts(0.99, TestObjectives.FOUR_WEEKS, ten);
    SliHistory exact = new SliHistory().add(NOON, 18, 2);
    SliHistory below = new SliHistory().add(NOON, 19, 2);

    BurnRate burning =
        exact.evaluate(objective, NOON.plusSeconds(60), null).status().burns().getFirst();

    assertThat(burning.longRate()).isEqualTo(10.0);
    assertThat(burning.burning()).isTrue();
    assertThat(
            below
                .evaluate(objective, NOON.plusSeconds(60), null)
                .status()
                .burns()
                .getFirst()
                .burning())
        .isFalse();
  }

  @Test
  void budget_isCountedInDecimals() {
    assertThat(BurnRule.allowedWhole(10, 0.9)).isEqualTo(1);
    assertThat(BurnRule.allowedWhole(20, 0.95)).isEqualTo(1);
    assertThat(BurnRule.allowedWhole(19, 0.95)).isZero();
    assertThat(BurnRule.allowedWhole(1000, 0.999)).isEqualTo(1);
    assertThat(BurnRule.remaining(new GoodBadCount(9, 1), 0.9)).isEqualTo(0.0);
    assertThat(BurnRule.overspent(new GoodBadCount(9, 1), 0.9)).isFalse();
    assertThat(BurnRule.overspent(new GoodBadCount(0, 1), 1)).isTrue();
  }

  @Test
  void pair_burnsFromTheMinuteBothWindowsReachTheFactor_toTheOneWhereTheShortHasRecovered() {
    Objective objective =
        TestObjectives.contracts(0.95, TestObjectives.FOUR_WEEKS, TestObjectives.FAST);
    SliHistory history = new SliHistory();
    for (int minute = -60; minute < 0; minute++) {
      history.add(NOON.plusSeconds(60L * minute), 1, 0);
    }
    Instant first = null;
    Instant last = null;
    for (int minute = 0; minute < 180; minute++) {
      Instant at = NOON.plusSeconds(60L * minute);
      boolean burning = history.evaluate(objective, at, null).status().burns().getFirst().burning();
      first = first == null && burning ? at : first;
      last = burning ? at : last;
      history.add(at, minute < 60 ? 0 : 1, minute < 60 ? 1 : 0);
    }

    // 44 of the last 60 are the first to make 14.4 x 5 %; they are complete at minute 44.
    assertThat(first).isEqualTo(NOON.plus(Duration.ofMinutes(44)));
    // With two good of five the short window is below 72 %; they are complete at minute 62.
    assertThat(last).isEqualTo(NOON.plus(Duration.ofMinutes(61)));
  }

  @Test
  void randomHistories_giveTheRatesCountedByHand() {
    Random random = new Random(20261120);
    for (int round = 0; round < 200; round++) {
      SliHistory history = new SliHistory();
      long[][] minutes = new long[3000][2];
      boolean quiet = random.nextInt(4) == 0;
      for (int i = 0; i < minutes.length; i++) {
        if (random.nextInt(quiet ? 200 : 3) == 0) {
          minutes[i][0] = random.nextInt(5);
          minutes[i][1] = random.nextInt(3);
          history.add(NOON.plusSeconds(60L * i), minutes[i][0], minutes[i][1]);
        }
      }
      double target = new double[] {0.5, 0.9, 0.95, 0.99, 0.999, 1}[random.nextInt(6)];
      Objective objective =
          TestObjectives.contracts(
              target, TestObjectives.days(1), TestObjectives.FAST, TestObjectives.SLOW);
      int now = 1500 + random.nextInt(1500);
      SloStatus status =
          history
              .evaluate(objective, NOON.plusSeconds(60L * now + random.nextInt(60)), null)
              .status();

      for (BurnRate burn : status.burns()) {
        check(burn, minutes, now, target);
      }
      GoodBadCount window = count(minutes, now - 1440, now);
      assertThat(status.tally()).isEqualTo(window);
      if (status.remaining() != null) {
        assertThat(status.remaining()).isLessThanOrEqualTo(1.0);
      }
      assertThat(status.message()).isNotBlank();
    }
  }

  @Test
  void evaluation_neverThrows_forAnyCountsAndSnapshot() {
    Random random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      Objective objective =
          TestObjectives.of(
              "any",
              random.nextBoolean() ? TestObjectives.contracts() : TestObjectives.latency(),
              random.nextInt(5) == 0 ? 1 : Math.nextUp(random.nextDouble()),
              period(random),
              random.nextInt(4),
              TestObjectives.FAST,
              TestObjectives.SLOW);
      Instant now = NOON.plusSeconds(random.nextLong(-400L * 86_400, 400L * 86_400));
      SloSnapshot snapshot = random.nextInt(3) == 0 ? null : snapshot(random, objective, now);
      Iterator<GoodBadCount> any = Stream.generate(() -> any(random)).iterator();
      SloCounts counts = SloCounts.read(objective, snapshot, any);
      SloStatusCalculator.SloEvaluation evaluated =
          SloStatusCalculator.evaluate(
              objective, random.nextBoolean() ? counts : counts.withExpiresAt(now), now, snapshot);

      SloStatus status = evaluated.status();
      assertThat(status.message()).isNotBlank();
      assertThat(status.from()).isBeforeOrEqualTo(status.to());
      assertThat(status.to()).isBeforeOrEqualTo(now);
      assertThat(status.remaining() == null || status.remaining() <= 1).isTrue();
      assertThat(status.burns())
          .allMatch(burn -> burn.longRate() == null || burn.longRate() >= 0)
          .allMatch(burn -> burn.shortRate() == null || burn.shortRate() >= 0);
      assertThat(evaluated.snapshot().from()).isBeforeOrEqualTo(evaluated.snapshot().to());
    }
  }

  /** Corrections may make a count negative for a moment. */
  private static GoodBadCount any(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> GoodBadCount.NONE;
      case 1 -> new GoodBadCount(random.nextInt(-2, 3), random.nextInt(-2, 3));
      case 2 -> new GoodBadCount(random.nextInt(100), random.nextInt(10));
      default -> new GoodBadCount(random.nextLong(1L << 40), random.nextLong(1L << 40));
    };
  }

  private static TimeWindow period(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> TestObjectives.days(1 + random.nextInt(365));
      case 1 ->
          TestObjectives.months(1 + random.nextInt(12), "2026-01-31T12:34:56Z", "America/New_York");
      default ->
          new TimeWindow.Calendar(
              0,
              1 + random.nextInt(30),
              Instant.parse("2027-03-28T01:30:00Z"),
              ZoneId.of("Europe/Berlin"));
    };
  }

  private static SloSnapshot snapshot(Random random, Objective objective, Instant now) {
    return new SloSnapshot(
        "any",
        SloStatus.State.values()[random.nextInt(5)],
        now.minusSeconds(random.nextInt(100_000)),
        random.nextBoolean() ? SloChangeNotes.definition(objective) : "of an older release",
        random.nextBoolean() ? objective.indicatorId() : "0123456789abcdef",
        now.minusSeconds(200_000),
        now.minusSeconds(random.nextInt(100_000)),
        any(random),
        random.nextBoolean() ? "Some note." : null,
        random.nextBoolean() ? now.plusSeconds(random.nextInt(-50, 50)) : null);
  }

  @Test
  void expiry_isTheMinuteCountedByHand() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      SliHistory history = new SliHistory();
      long[][] minutes = new long[1440][2];
      for (int i = 0; i < minutes.length; i++) {
        if (random.nextInt(60) == 0) {
          minutes[i][0] = random.nextInt(5);
          minutes[i][1] = random.nextInt(3);
          history.add(NOON.plusSeconds(60L * i), minutes[i][0], minutes[i][1]);
        }
      }
      Objective objective = TestObjectives.contracts(0.9, TestObjectives.days(1));
      SloWindow sloWindow = SloWindow.of(objective.window(), NOON.plus(Duration.ofDays(1)));
      GoodBadCount tally = history.tally(sloWindow.from(), sloWindow.to());
      FailureExpirySearch search = FailureExpirySearch.begin(objective, sloWindow, tally);
      int rounds = 0;
      while (search != null && !search.done()) {
        search = search.narrowed(history.tallies(search.parts()));
        rounds++;
      }

      assertThat(rounds).isLessThanOrEqualTo(3);
      assertThat(search).isNotNull();
      long needed = search.needed();
      int at = -1;
      for (long bad = 0; bad < needed; bad += minutes[at][1]) {
        at++;
      }
      assertThat(search.expiresAt())
          .isEqualTo(NOON.plusSeconds(60L * (at + 1)).plus(Duration.ofDays(1)));
    }
  }

  private static void check(BurnRate burn, long[][] minutes, int now, double target) {
    int length = (int) burn.burn().longWindow().toMinutes();
    int recent = (int) burn.burn().shortWindow().toMinutes();
    GoodBadCount longTally = count(minutes, now - length, now);
    GoodBadCount shortTally = count(minutes, now - recent, now);
    assertThat(burn.longTally()).isEqualTo(longTally);
    assertThat(burn.shortTally()).isEqualTo(shortTally);
    if (target < 1 && longTally.total() > 0) {
      double rate = (double) longTally.bad() / longTally.total() / (1 - target);
      assertThat(burn.longRate()).isNotNull().isNotNegative();
      assertThat(burn.longRate()).isCloseTo(rate, Offset.offset(1e-9));
    } else {
      assertThat(burn.longRate()).isNull();
    }
  }

  private static GoodBadCount count(long[][] minutes, int from, int to) {
    long good = 0;
    long bad = 0;
    for (int i = Math.max(0, from); i < to; i++) {
      good += minutes[i][0];
      bad += minutes[i][1];
    }
    return new GoodBadCount(good, bad);
  }
}
