package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Objective.Burn;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.event.SloStatus.BurnRate;
import dev.intentobserve.event.SloStatus.State;
import dev.intentobserve.event.Tally;
import dev.intentobserve.objective.BurnRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges one objective: the same figures, moment and memory give the same judgement.
 *
 * <p>No case in the window is {@code no_data}, fewer than the objective's minimum {@code
 * not_enough_data}; neither is a pass. Otherwise it is {@code critical} when a critical pair burns
 * or more failed than may, {@code warning} when a warning pair burns or less than a tenth of the
 * budget is left, else {@code ok}.
 */
final class SloJudge {
  private static final double LITTLE_LEFT = 0.1;

  private final Objective objective;
  private final SloFigures figures;
  private final Instant now;
  private final Stretch stretch;
  private final Tally tally;

  private SloJudge(Objective objective, SloFigures figures, Instant now) {
    this.objective = objective;
    this.figures = figures;
    this.now = now;
    this.stretch = Stretch.of(objective.window(), now);
    this.tally = figures.window();
  }

  /**
   * How an objective stands, and what to remember of it.
   *
   * @param memory equal to what was remembered when there is nothing new to remember
   */
  record Judgement(SloStatus status, SloMemory memory) {}

  static Judgement judge(
      Objective objective, SloFigures figures, Instant now, @Nullable SloMemory memory) {
    return new SloJudge(objective, figures, now).judge(memory);
  }

  private Judgement judge(@Nullable SloMemory memory) {
    List<BurnRate> burns = burns();
    State state = state(burns);
    Instant exhausted = state == State.NO_DATA ? null : exhausted(burns);
    SloMemory next = SloMemories.next(objective, state, figures, now, memory);
    SloStatus status =
        new SloStatus(
            objective,
            state,
            now,
            stretch.from(),
            stretch.to(),
            tally,
            tally.total() == 0 ? null : (double) tally.good() / tally.total(),
            Budget.allowed(tally.total(), objective.target()),
            Budget.remaining(tally, objective.target()),
            burns,
            exhausted,
            message(state, burns, exhausted),
            SloNotes.shown(next.note()),
            next.since());
    return new Judgement(status, next);
  }

  private List<BurnRate> burns() {
    List<BurnRate> burns = new ArrayList<>();
    for (int i = 0; i < objective.burns().size(); i++) {
      SloFigures.Pair pair = figures.pairs().get(i);
      burns.add(burn(objective.burns().get(i), pair.longTally(), pair.shortTally()));
    }
    return burns;
  }

  private BurnRate burn(Burn burn, Tally longTally, Tally shortTally) {
    return new BurnRate(
        burn,
        Budget.rate(longTally, objective.target()),
        Budget.rate(shortTally, objective.target()),
        longTally,
        shortTally,
        BurnRule.burning(objective, burn, tally, longTally, shortTally));
  }

  private State state(List<BurnRate> burns) {
    if (tally.total() == 0) {
      return State.NO_DATA;
    }
    if (tally.total() < objective.minEvents()) {
      return State.NOT_ENOUGH_DATA;
    }
    if (burning(burns, Severity.CRITICAL) || Budget.overspent(tally, objective.target())) {
      return State.CRITICAL;
    }
    Double remaining = Budget.remaining(tally, objective.target());
    boolean little = remaining != null && remaining < LITTLE_LEFT;
    return little || burning(burns, Severity.WARNING) ? State.WARNING : State.OK;
  }

  private static boolean burning(List<BurnRate> burns, Severity severity) {
    return burns.stream().anyMatch(b -> b.burning() && b.burn().severity() == severity);
  }

  /**
   * When the budget runs out if it burns on as in the longest long window that holds cases; null
   * when it has run out already, or never does at that rate.
   */
  private @Nullable Instant exhausted(List<BurnRate> burns) {
    Double remaining = Budget.remaining(tally, objective.target());
    Double rate =
        burns.stream()
            .sorted(Comparator.comparing((BurnRate b) -> b.burn().longWindow()).reversed())
            .map(BurnRate::longRate)
            .flatMap(found -> Stream.ofNullable(found))
            .findFirst()
            .orElse(null);
    if (remaining == null || remaining <= 0 || rate == null || rate <= 1) {
      return null;
    }
    Instant when = Stretch.minute(now.plus(lasting(remaining, rate)));
    boolean tooLate =
        objective.window() instanceof Period.Calendar && !when.isBefore(stretch.end());
    return tooLate ? null : when;
  }

  /** In a calendar window the budget grows with the cases that come; in a rolling one it stands. */
  private Duration lasting(double remaining, double rate) {
    double seconds = Duration.between(stretch.from(), stretch.to()).toSeconds();
    double divisor = objective.window() instanceof Period.Calendar ? rate - 1 : rate;
    return Duration.ofSeconds((long) Math.min(seconds * remaining / divisor, Integer.MAX_VALUE));
  }

  private String message(State state, List<BurnRate> burns, @Nullable Instant exhausted) {
    SloWords words = new SloWords(objective, stretch, tally, figures.leaves());
    return switch (state) {
      case NO_DATA -> words.noData();
      case NOT_ENOUGH_DATA -> words.notEnough();
      case OK, WARNING, CRITICAL -> words.standing() + BurnWords.of(burns, exhausted, now);
    };
  }
}
