package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.slo.BurnRule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The arithmetic of error budgets, on top of {@link BurnRule}. */
final class ErrorBudget {
  private ErrorBudget() {}

  private static BigDecimal budgetOf(long events, double target) {
    return BurnRule.exactBudget(target).multiply(BigDecimal.valueOf(events));
  }

  /** How many of this many events may fail. */
  static double allowed(long events, double target) {
    return budgetOf(events, target).doubleValue();
  }

  /** {@link #allowed}, rounded down. */
  static long allowedWhole(long events, double target) {
    return budgetOf(events, target).setScale(0, RoundingMode.FLOOR).longValue();
  }

  /** Whether more failed than allowed; with a target of 100 %, any failure is too many. */
  static boolean overspent(GoodBadCount tally, double target) {
    return BigDecimal.valueOf(tally.bad()).compareTo(budgetOf(tally.total(), target)) > 0;
  }

  /** The share of the budget that is left; null without events or without a budget. */
  static @Nullable Double remaining(GoodBadCount tally, double target) {
    Double spent = BurnRule.rate(target, tally);
    return spent == null ? null : 1 - spent;
  }
}
