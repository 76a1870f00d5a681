package dev.intentobserve.alert;

import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Tally;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an objective stands, in plain words: what happened, what may still fail, until when. */
final class SloWords {
  private final Objective objective;
  private final Stretch stretch;
  private final Tally tally;
  private final CaseWords words;
  private final @Nullable Instant leaves;

  SloWords(Objective objective, Stretch stretch, Tally tally, @Nullable Instant leaves) {
    this.objective = objective;
    this.stretch = stretch;
    this.tally = tally;
    this.words = CaseWords.of(objective.indicator());
    this.leaves = leaves;
  }

  String noData() {
    return "No " + words.many() + " " + during() + ": nothing to judge.";
  }

  String notEnough() {
    long missing = objective.minEvents() - tally.total();
    return "%s of %s %s. Too few to judge %s: %d more %s needed."
        .formatted(
            tally.good(),
            words.count(tally.total()),
            words.good(),
            during(),
            missing,
            Texts.plural(missing, "is", "are"));
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
            Texts.percent(tally.good(), tally.total(), objective.target()),
            Texts.percent(objective.target()));
  }

  private String budget() {
    long allowed = Budget.allowedWhole(tally.total(), objective.target());
    long left = allowed - tally.bad();
    if (tally.bad() == 0) {
      return "None %s, %s may %s %s.".formatted(words.bad(), few(left), words.badly(), untilWhen());
    }
    String failed = tally.bad() + " " + words.bad();
    if (allowed == 0) {
      return failed + ", and " + nothingAllowed() + "." + leaving();
    }
    if (left < 0) {
      return "%s, %d more than the %s allowed; none may %s %s."
          .formatted(failed, -left, Texts.number(allowed), words.badly(), untilWhen());
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
            + Texts.plural(tally.total(), "allows", "allow")
            + " none";
  }

  /** Nothing may fail until all failures are gone. */
  private String leaving() {
    if (leaves == null) {
      return "";
    }
    String who = tally.bad() == 1 ? "It" : "The last of the " + Texts.number(tally.bad());
    return " " + who + " leaves the window on " + Texts.time(leaves, stretch.to()) + ".";
  }

  private String untilWhen() {
    if (objective.window() instanceof Period.Calendar) {
      return "until " + Texts.time(stretch.end(), stretch.to()) + ", when the window ends";
    }
    if (leaves == null || tally.bad() == 0) {
      return "within " + Texts.length(Duration.between(stretch.from(), stretch.to()));
    }
    return "until " + Texts.time(leaves, stretch.to()) + ", when " + whoLeaves();
  }

  private String whoLeaves() {
    long bad = tally.bad();
    long leaving = LeaveSearch.needed(tally, objective.target());
    if (bad == 1) {
      return "it leaves the window";
    }
    if (leaving == bad) {
      return "all " + Texts.number(bad) + " have left the window";
    }
    return leaving == 1
        ? "one of the " + Texts.number(bad) + " leaves the window"
        : Texts.number(leaving) + " of the " + Texts.number(bad) + " have left the window";
  }

  private String during() {
    return objective.window() instanceof Period.Calendar
        ? "since " + Texts.time(stretch.from(), stretch.to())
        : "in the last " + Texts.length(Duration.between(stretch.from(), stretch.to()));
  }
}
