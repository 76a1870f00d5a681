package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.SloStatus.BurnRate;
import dev.intentobserve.model.slo.SloStatus.State;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.slo.BurnRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates one objective; a pure function of counts, time and snapshot.
 *
 * <p>Without events in the window the state is {@code no_data}; with fewer than the objective's
 * minimum, {@code not_enough_data}. Otherwise it is {@code critical} when a critical pair burns or
 * more events failed than allowed, {@code warning} when a warning pair burns or less than a tenth
 * of the budget is left, else {@code ok}.
 */
public final class SloStatusCalculator {
  private static final double LOW_BUDGET = 0.1;

  private final Objective objective;
  private final SloCounts counts;
  private final Instant now;
  private final SloWindow sloWindow;
  private final GoodBadCount tally;

  private SloStatusCalculator(Objective objective, SloCounts counts, Instant now) {
    this.objective = objective;
    this.counts = counts;
    this.now = now;
    this.sloWindow = SloWindow.of(objective.window(), now);
    this.tally = counts.window();
  }

  /**
   * The result for one objective.
   *
   * @param snapshot equal to the previous one when nothing changed
   */
  public record SloEvaluation(SloStatus status, SloSnapshot snapshot) {}

  static SloEvaluation evaluate(
      Objective objective, SloCounts counts, Instant now, @Nullable SloSnapshot snapshot) {
    return new SloStatusCalculator(objective, counts, now).evaluate(snapshot);
  }

  private SloEvaluation evaluate(@Nullable SloSnapshot snapshot) {
    List<BurnRate> burns = burns();
    State state = state(burns);
    Instant exhausted = state == State.NO_DATA ? null : exhausted(burns);
    SloSnapshot next = SloSnapshotUpdater.next(objective, state, counts, now, snapshot);
    SloStatus status =
        new SloStatus(
            objective,
            state,
            now,
            sloWindow.from(),
            sloWindow.to(),
            tally,
            tally.total() == 0 ? null : (double) tally.good() / tally.total(),
            BurnRule.allowed(tally.total(), objective.target()).doubleValue(),
            BurnRule.remaining(tally, objective.target()),
            burns,
            exhausted,
            message(state, burns, exhausted),
            SloChangeNotes.shown(next.note()),
            next.since());
    return new SloEvaluation(status, next);
  }

  private List<BurnRate> burns() {
    List<BurnRate> burns = new ArrayList<>();
    for (int i = 0; i < objective.burns().size(); i++) {
      SloCounts.Pair pair = counts.pairs().get(i);
      burns.add(burn(objective.burns().get(i), pair.longTally(), pair.shortTally()));
    }
    return burns;
  }

  private BurnRate burn(Burn burn, GoodBadCount longTally, GoodBadCount shortTally) {
    return new BurnRate(
        burn,
        BurnRule.rate(objective.target(), longTally),
        BurnRule.rate(objective.target(), shortTally),
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
    if (burning(burns, Severity.CRITICAL) || BurnRule.overspent(tally, objective.target())) {
      return State.CRITICAL;
    }
    Double remaining = BurnRule.remaining(tally, objective.target());
    boolean little = remaining != null && remaining < LOW_BUDGET;
    return little || burning(burns, Severity.WARNING) ? State.WARNING : State.OK;
  }

  private static boolean burning(List<BurnRate> burns, Severity severity) {
    return burns.stream().anyMatch(b -> b.burning() && b.burn().severity() == severity);
  }

  /**
   * When the budget runs out at the rate of the longest long window that has events; null when it
   * has run out already, or never does at that rate.
   */
  private @Nullable Instant exhausted(List<BurnRate> burns) {
    Double remaining = BurnRule.remaining(tally, objective.target());
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
    Instant when = SloWindow.minute(now.plus(timeToExhaustion(remaining, rate)));
    boolean tooLate =
        objective.window() instanceof TimeWindow.Calendar && !when.isBefore(sloWindow.end());
    return tooLate ? null : when;
  }

  /** In a calendar window the budget grows with each new event; in a rolling one it stays. */
  private Duration timeToExhaustion(double remaining, double rate) {
    double seconds = Duration.between(sloWindow.from(), sloWindow.to()).toSeconds();
    double divisor = objective.window() instanceof TimeWindow.Calendar ? rate - 1 : rate;
    return Duration.ofSeconds((long) Math.min(seconds * remaining / divisor, Integer.MAX_VALUE));
  }

  private String message(State state, List<BurnRate> burns, @Nullable Instant exhausted) {
    SloMessage words = new SloMessage(objective, sloWindow, tally, counts.expiresAt());
    return switch (state) {
      case NO_DATA -> words.noData();
      case NOT_ENOUGH_DATA -> words.notEnough();
      case OK, WARNING, CRITICAL -> words.standing() + BurnRateText.of(burns, exhausted, now);
    };
  }
}
