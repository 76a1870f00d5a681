package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.slo.BurnRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The arithmetic of error budgets, upon {@link BurnRule}. */
final class ErrorBudget {
  private ErrorBudget() {}

  private static BigDecimal budgetOf(long cases, double target) {
    return BurnRule.exactBudget(target).multiply(BigDecimal.valueOf(cases));
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
  static boolean overspent(GoodBadCount tally, double target) {
    return BigDecimal.valueOf(tally.bad()).compareTo(budgetOf(tally.total(), target)) > 0;
  }

  /** The share of the budget that is left; null without cases or without a budget. */
  static @Nullable Double remaining(GoodBadCount tally, double target) {
    Double spent = rate(tally, target);
    return spent == null ? null : 1 - spent;
  }

  /** How many times as fast as it may the budget burns; null without cases or without a budget. */
  static @Nullable Double rate(GoodBadCount tally, double target) {
    OptionalDouble rate = BurnRule.rate(target, tally);
    return rate.isPresent() ? rate.getAsDouble() : null;
  }
}
