package dev.intentobserve.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BurnRuleTest {
  private static final Burn FAST =
      new Burn(Severity.CRITICAL, Duration.ofHours(1), Duration.ofMinutes(5), 14.4);

  @ParameterizedTest
  @CsvSource({
    // target, cases of the window, long good, long bad, short good, short bad, burning
    "0.99, 1000, 856, 144, 85, 15, true",
    "0.99, 1000, 857, 143, 85, 15, false", // the long window is below 14.4 %
    "0.99, 1000, 856, 144, 86, 14, false", // the short one is: it is over
    "0.99, 1000, 856, 144, 0, 0, false", // no case in the short window is no bad case
    "0.99, 9, 0, 9, 0, 9, false", // fewer than min-events
    "0.99, 10, 0, 10, 0, 1, true",
    "0.99, 10, 0, 1, 0, 1, false", // one failure never burns
    "0.99, 0, 0, 0, 0, 0, false",
    "1, 10, 999, 1, 99, 1, true", // unless none is allowed
    "1, 10, 999, 1, 99, 0, false",
    "1, 10, 999, 0, 99, 0, false",
    "1, 1, 0, 1, 0, 1, false",
    "0.9, 100, 0, 100, 0, 100, false" // 14.4 times a tenth is more than everything
  })
  void pair_burns(
      double target, long whole, long good, long bad, long shortGood, long shortBad, boolean is) {
    assertThat(
            BurnRule.burning(
                objective(target),
                FAST,
                new GoodBadCount(whole, 0),
                new GoodBadCount(good, bad),
                new GoodBadCount(shortGood, shortBad)))
        .isEqualTo(is);
  }

  /** 3 times 5 % is 15 %, not a little more as floating point has it. */
  @Test
  void threshold_isExact() {
    Burn slow = new Burn(Severity.WARNING, Duration.ofDays(1), Duration.ofHours(2), 3);
    assertThat(BurnRule.threshold(objective(0.95), slow)).isEqualTo(0.15);
    assertThat(
            BurnRule.burning(
                objective(0.95),
                slow,
                new GoodBadCount(85, 15),
                new GoodBadCount(85, 15),
                new GoodBadCount(85, 15)))
        .isTrue();
  }

  @Test
  void rate_isHowOftenTheBudgetIsSpent() {
    assertThat(BurnRule.rate(0.95, new GoodBadCount(90, 10))).isEqualTo(2);
    assertThat(BurnRule.rate(0.95, GoodBadCount.NONE)).isNull();
    assertThat(BurnRule.rate(1, new GoodBadCount(90, 10))).isNull();
  }

  @Test
  void pairsOfThirtyDays_areTheFamiliarOnes() {
    assertThat(BurnRule.defaults(new TimeWindow.Rolling(Duration.ofDays(30))))
        .containsExactly(
            FAST,
            new Burn(Severity.CRITICAL, Duration.ofHours(6), Duration.ofMinutes(30), 6),
            new Burn(Severity.WARNING, Duration.ofDays(1), Duration.ofHours(2), 3),
            new Burn(Severity.WARNING, Duration.ofDays(3), Duration.ofHours(6), 1));
  }

  @Test
  void pairsOfOtherWindows_areScaledToWholeMinutes() {
    assertThat(BurnRule.defaults(new TimeWindow.Rolling(Duration.ofDays(28))))
        .extracting(burn -> burn.longWindow().toMinutes() + "/" + burn.shortWindow().toMinutes())
        .containsExactly("56/5", "336/28", "1344/112", "4032/336");
    assertThat(BurnRule.defaults(new TimeWindow.Rolling(Duration.ofHours(1))))
        .extracting(burn -> burn.longWindow().toMinutes() + "/" + burn.shortWindow().toMinutes())
        .containsExactly("1/1", "1/1", "2/1", "6/1");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 30", "3, 0, 91", "12, 0, 365", "0, 14, 14"})
  void calendarWindow_countsByItsNominalLength(int months, int days, long nominal) {
    TimeWindow calendar = new TimeWindow.Calendar(months, days, Instant.EPOCH, ZoneOffset.UTC);
    assertThat(BurnRule.nominal(calendar)).isEqualTo(Duration.ofDays(nominal));
  }

  static Objective objective(double target) {
    return Objective.builder()
        .name("checkout")
        .displayName("Checkout")
        .description("")
        .service("shop")
        .scope(Scope.DEFAULT)
        .indicator(new Indicator.Freshness("trace", limit()))
        .target(target)
        .window(new TimeWindow.Rolling(Duration.ofDays(30)))
        .minEvents(10)
        .origin("test")
        .build();
  }

  private static Indicator.Limit limit() {
    return new Indicator.Limit(Comparison.LTE, Duration.ofMinutes(1));
  }
}
