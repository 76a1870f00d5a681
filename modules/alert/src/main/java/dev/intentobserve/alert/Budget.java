package dev.intentobserve.alert;

import dev.intentobserve.event.Tally;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of error budgets. Counted in decimals: with binary fractions 10 cases at a target
 * of 90 % would allow 0.9999999999999998 failures, that is none.
 */
final class Budget {
  private Budget() {}

  /** The share of cases that may fail. */
  private static BigDecimal budget(double target) {
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(target));
  }

  private static BigDecimal budgetOf(long cases, double target) {
    return budget(target).multiply(BigDecimal.valueOf(cases));
  }

  /** How many of so many cases may fail. */
  static double allowed(long cases, double target) {
    return budgetOf(cases, target).doubleValue();
  }

  /** The same in whole failures. */
  static long allowedWhole(long cases, double target) {
    return budgetOf(cases, target).setScale(0, RoundingMode.FLOOR).longValue();
  }

  /** More failed than may: of a target of 100 %, any. */
  static boolean overspent(Tally tally, double target) {
    return BigDecimal.valueOf(tally.bad()).compareTo(budgetOf(tally.total(), target)) > 0;
  }

  /** The share of the budget that is left; null without cases or without a budget. */
  static @Nullable Double remaining(Tally tally, double target) {
    BigDecimal allowed = budgetOf(tally.total(), target);
    return allowed.signum() == 0
        ? null
        : 1 - BigDecimal.valueOf(tally.bad()).divide(allowed, MathContext.DECIMAL64).doubleValue();
  }

  /** How many times as fast as it may the budget burns; null without cases or without a budget. */
  static @Nullable Double rate(Tally tally, double target) {
    BigDecimal allowed = budgetOf(tally.total(), target);
    return allowed.signum() == 0
        ? null
        : BigDecimal.valueOf(tally.bad()).divide(allowed, MathContext.DECIMAL64).doubleValue();
  }
}
