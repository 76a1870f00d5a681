package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.slo.BurnRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The status of an objective as text: what happened, how many may still fail, until when. */
final class SloMessage {
  private final Objective objective;
  private final SloWindow sloWindow;
  private final GoodBadCount tally;
  private final SliEventText words;
  private final @Nullable Instant expiresAt;

  SloMessage(
      Objective objective, SloWindow sloWindow, GoodBadCount tally, @Nullable Instant expiresAt) {
    this.objective = objective;
    this.sloWindow = sloWindow;
    this.tally = tally;
    this.words = SliEventText.of(objective.indicator());
    this.expiresAt = expiresAt;
  }

  String noData() {
    return "No data " + during() + ".";
  }

  String notEnough() {
    long missing = objective.minEvents() - tally.total();
    return "%s of %s %s. Not enough data %s: %d more %s needed."
        .formatted(
            tally.good(),
            words.count(tally.total()),
            words.good(),
            during(),
            missing,
            Humanizer.plural(missing, "is", "are"));
  }

  String standing() {
    return achieved() + " " + budget();
  }

  private String achieved() {
    return "%d of %s %s (%s, target %s)."
        .formatted(
            tally.good(),
            words.count(tally.total()),
            words.good(),
            Humanizer.percent(tally.good(), tally.total(), objective.target()),
            Humanizer.percent(objective.target()));
  }

  private String budget() {
    long allowed = BurnRule.allowedWhole(tally.total(), objective.target());
    long left = allowed - tally.bad();
    if (tally.bad() == 0) {
      return "None %s, %s may %s %s.".formatted(words.bad(), few(left), words.badly(), untilWhen());
    }
    String failed = tally.bad() + " " + words.bad();
    if (allowed == 0) {
      return failed + ", and " + nothingAllowed() + "." + expiring();
    }
    if (left < 0) {
      return "%s, %d more than the %s allowed; none may %s %s."
          .formatted(failed, -left, Humanizer.number(allowed), words.badly(), untilWhen());
    }
    String more = left > 0 ? left + " more" : "none";
    return "%s, %s may %s %s.".formatted(failed, more, words.badly(), untilWhen());
  }

  private static String few(long left) {
    return left == 0 ? "none" : Long.toString(left);
  }

  private String nothingAllowed() {
    return objective.target() == 1
        ? "a target of 100 % allows none"
        : words.count(tally.total())
            + " "
            + Humanizer.plural(tally.total(), "allows", "allow")
            + " none";
  }

  /** No failure is allowed until all failures have left the window. */
  private String expiring() {
    if (expiresAt == null) {
      return "";
    }
    String who = tally.bad() == 1 ? "It" : "The last of the " + Humanizer.number(tally.bad());
    return " " + who + " leaves the window on " + Humanizer.time(expiresAt, sloWindow.to()) + ".";
  }

  private String untilWhen() {
    if (objective.window() instanceof TimeWindow.Calendar) {
      return "until " + Humanizer.time(sloWindow.end(), sloWindow.to()) + ", when the window ends";
    }
    if (expiresAt == null || tally.bad() == 0) {
      return "within " + Humanizer.length(Duration.between(sloWindow.from(), sloWindow.to()));
    }
    return "until " + Humanizer.time(expiresAt, sloWindow.to()) + ", when " + whatExpires();
  }

  private String whatExpires() {
    long bad = tally.bad();
    long expiring = FailureExpirySearch.needed(tally, objective.target());
    if (bad == 1) {
      return "it leaves the window";
    }
    if (expiring == bad) {
      return "all " + Humanizer.number(bad) + " have left the window";
    }
    return expiring == 1
        ? "one of the " + Humanizer.number(bad) + " leaves the window"
        : Humanizer.number(expiring) + " of the " + Humanizer.number(bad) + " have left the window";
  }

  private String during() {
    return objective.window() instanceof TimeWindow.Calendar
        ? "since " + Humanizer.time(sloWindow.from(), sloWindow.to())
        : "in the last " + Humanizer.days(Duration.between(sloWindow.from(), sloWindow.to()));
  }
}
