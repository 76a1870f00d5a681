package dev.intentobserve.slo;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.TimeWindow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an objective burns its error budget. The service evaluates this rule, and {@code
 * PrometheusRules} writes the same one in PromQL.
 */
public final class BurnRule {
  /** A single failure is no burn, however few cases there are, unless the objective allows none. */
  public static final long MIN_BAD_EVENTS = 2;

  private static final int DAYS_OF_A_YEAR = 365;
  private static final int MONTHS_OF_A_YEAR = 12;

  private BurnRule() {}

  /**
   * Whether a pair of windows burns.
   *
   * @param whole the cases of the objective's window
   * @param longTally those of the pair's long window
   * @param shortTally those of its short window
   */
  public static boolean burning(
      Objective objective,
      Burn burn,
      GoodBadCount whole,
      GoodBadCount longTally,
      GoodBadCount shortTally) {
    return whole.total() >= objective.minEvents()
        && longTally.bad() >= minBadEvents(objective)
        && exceeds(objective, burn, longTally)
        && exceeds(objective, burn, shortTally);
  }

  /** How many bad cases the long window must have. */
  public static long minBadEvents(Objective objective) {
    return hasBudget(objective) ? MIN_BAD_EVENTS : 1;
  }

  public static boolean hasBudget(Objective objective) {
    return objective.target() < 1;
  }

  /**
   * The share of cases that may fail: 1 - target, in decimals. With binary fractions a target of 90
   * % would allow 0.9999999999999998 failures among 10 cases, that is none.
   */
  private static BigDecimal exactBudget(double target) {
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(target));
  }

  /** {@link #exactBudget} as a double, for rules and JSON. */
  public static double budget(Objective objective) {
    return exactBudget(objective.target()).doubleValue();
  }

  /** The share of bad cases from which on a window burns. */
  public static double threshold(Objective objective, Burn burn) {
    return exactThreshold(objective, burn).doubleValue();
  }

  /** Whether it would burn if every case failed. */
  public static boolean reachable(Objective objective, Burn burn) {
    return threshold(objective, burn) <= 1;
  }

  /** How fast the budget burns, 1 being sustainable; null without cases or without a budget. */
  public static @Nullable Double rate(double target, GoodBadCount tally) {
    BigDecimal allowed = allowed(tally.total(), target);
    return allowed.signum() == 0
        ? null
        : BigDecimal.valueOf(tally.bad()).divide(allowed, MathContext.DECIMAL64).doubleValue();
  }

  /** How many of this many events may fail. */
  public static BigDecimal allowed(long events, double target) {
    return exactBudget(target).multiply(BigDecimal.valueOf(events));
  }

  /** {@link #allowed}, rounded down. */
  public static long allowedWhole(long events, double target) {
    return allowed(events, target).setScale(0, RoundingMode.FLOOR).longValue();
  }

  /** Whether more failed than allowed; with a target of 100 %, any failure is too many. */
  public static boolean overspent(GoodBadCount tally, double target) {
    return BigDecimal.valueOf(tally.bad()).compareTo(allowed(tally.total(), target)) > 0;
  }

  /** The share of the budget that is left; null without events or without a budget. */
  public static @Nullable Double remaining(GoodBadCount tally, double target) {
    Double spent = rate(target, tally);
    return spent == null ? null : 1 - spent;
  }

  /**
   * The pairs of an objective that defines none: fractions of its window in whole minutes. 30 days
   * give 1h/5m, 6h/30m, 1d/2h and 3d/6h.
   */
  public static List<Burn> defaults(TimeWindow window) {
    Duration length = nominal(window);
    return List.of(
        pair(Severity.CRITICAL, length.dividedBy(720), 14.4),
        pair(Severity.CRITICAL, length.dividedBy(120), 6),
        pair(Severity.WARNING, length.dividedBy(30), 3),
        pair(Severity.WARNING, length.dividedBy(10), 1));
  }

  /** The length of a window; of months their average, in whole days. */
  public static Duration nominal(TimeWindow window) {
    return switch (window) {
      case TimeWindow.Rolling rolling -> rolling.length();
      case TimeWindow.Calendar calendar ->
          Duration.ofDays(
              calendar.months() > 0
                  ? (long) calendar.months() * DAYS_OF_A_YEAR / MONTHS_OF_A_YEAR
                  : calendar.days());
    };
  }

  /** The short window that belongs to a long one. */
  public static Duration shortWindow(Duration longWindow) {
    return minutes(longWindow.dividedBy(12));
  }

  private static Burn pair(Severity severity, Duration exact, double factor) {
    return new Burn(severity, minutes(exact), shortWindow(exact), factor);
  }

  private static Duration minutes(Duration exact) {
    return Duration.ofMinutes(Math.max(1, Math.round(exact.toMillis() / 60_000.0)));
  }

  private static boolean exceeds(Objective objective, Burn burn, GoodBadCount tally) {
    if (!hasBudget(objective)) {
      return tally.bad() > 0;
    }
    BigDecimal least = exactThreshold(objective, burn).multiply(BigDecimal.valueOf(tally.total()));
    return tally.total() > 0 && BigDecimal.valueOf(tally.bad()).compareTo(least) >= 0;
  }

  private static BigDecimal exactThreshold(Objective objective, Burn burn) {
    return exactBudget(objective.target()).multiply(BigDecimal.valueOf(burn.factor()));
  }
}
