package dev.intentobserve.model.slo;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The status of an objective at a moment.
 *
 * @param from beginning of the window, inclusive
 * @param to its end, exclusive: the whole minute at or before {@code at}
 * @param achieved share of good events; null where there are none
 * @param allowed bad events that the budget allows: all events so far times (1 - target)
 * @param remaining share of the budget that is left; below 0 when overspent, null without cases or
 *     without a budget
 * @param exhausted when the budget runs out at the current burn rate; null if never
 * @param message in plain words: what happened, how many failures are still allowed until when
 * @param note why counts of the past have changed since the last evaluation; null if they have not
 * @param since when it entered this state
 */
public record SloStatus(
    Objective objective,
    State state,
    Instant at,
    Instant from,
    Instant to,
    GoodBadCount tally,
    @Nullable Double achieved,
    double allowed,
    @Nullable Double remaining,
    List<BurnRate> burns,
    @Nullable Instant exhausted,
    String message,
    @Nullable String note,
    Instant since) {

  /** The states, by code {@code ok}, {@code warning}, … */
  public enum State {
    OK,
    WARNING,
    CRITICAL,
    NO_DATA,
    NOT_ENOUGH_DATA;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How fast a pair of windows burns; 1 spends the budget exactly within the objective's window.
   *
   * @param longRate null without cases in the long window, or without a budget
   * @param shortRate the same of the short one
   */
  public record BurnRate(
      Objective.Burn burn,
      @Nullable Double longRate,
      @Nullable Double shortRate,
      GoodBadCount longTally,
      GoodBadCount shortTally,
      boolean burning) {}

  public SloStatus {
    requireNonNull(objective, "objective");
    requireNonNull(state, "state");
    requireNonNull(at, "at");
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(tally, "tally");
    requireNonNull(message, "message");
    requireNonNull(since, "since");
    burns = List.copyOf(burns);
  }
}
