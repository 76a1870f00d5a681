package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.contract.FiguresContract.Window;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.SloStatus;
import dev.intentobserve.event.Tally;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an objective from look to look. The figures of a stretch are kept as they
 * were first seen; when they differ later, a note says so for a day, and the stretch is kept as
 * long, so that an import in many steps is told as one.
 */
final class SloMemories {
  private static final Duration NOTED_FOR = Duration.ofHours(24);

  /** A new indicator is counted from the beginning of the record: until it stands, no notes. */
  private static final String COUNTING = "; figures counting";

  private SloMemories() {}

  /** What is to be remembered after a look; equal to {@code memory} when nothing new is. */
  static SloMemory next(
      Objective objective,
      SloStatus.State state,
      SloFigures figures,
      Instant now,
      @Nullable SloMemory memory) {
    Instant since = memory != null && memory.state() == state ? memory.since() : now;
    Window settled = SloFigures.settled(objective, now);
    String definition = SloNotes.definition(objective);
    boolean counting = counting(figures, now, memory);
    SloMemory fresh =
        new SloMemory(
            objective.name(),
            state,
            since,
            counting ? definition + COUNTING : definition,
            objective.indicatorId(),
            settled.from(),
            settled.to(),
            figures.settled(),
            null,
            null);
    return memory == null
        ? fresh
        : noted(fresh, memory, lateNote(objective, figures, now, memory), now);
  }

  private static SloMemory noted(
      SloMemory fresh, SloMemory memory, @Nullable String late, Instant now) {
    boolean inForce = memory.noteUntil() != null && now.isBefore(memory.noteUntil());
    String change = SloNotes.changed(plain(memory.definition()), plain(fresh.definition()));
    String oldLate = SloNotes.ofLate(memory.note());
    boolean lateIsNews = late != null && !late.equals(oldLate);
    boolean lateIsTold = late != null && (lateIsNews || inForce);
    String definition =
        change != null ? change : inForce ? SloNotes.ofDefinition(memory.note()) : null;
    String note = SloNotes.join(definition, lateIsTold ? late : null);
    Instant until =
        note == null
            ? null
            : change != null || lateIsNews ? now.plus(NOTED_FOR) : memory.noteUntil();
    boolean keep = lateIsTold || (late == null && young(fresh, memory));
    return with(fresh, keep ? memory : fresh, note, until);
  }

  /** Not each look is written down: a stretch is kept for as long as figures take to settle. */
  private static boolean young(SloMemory fresh, SloMemory memory) {
    return fresh.indicator().equals(memory.indicator())
        && fresh.definition().equals(memory.definition())
        && fresh.to().isBefore(memory.to().plus(SloFigures.SETTLING))
        && !fresh.definition().endsWith(COUNTING);
  }

  private static SloMemory with(
      SloMemory fresh, SloMemory stretch, @Nullable String note, @Nullable Instant until) {
    return new SloMemory(
        fresh.objective(),
        fresh.state(),
        fresh.since(),
        fresh.definition(),
        fresh.indicator(),
        stretch.from(),
        stretch.to(),
        stretch.tally(),
        note,
        until);
  }

  private static @Nullable String lateNote(
      Objective objective, SloFigures figures, Instant now, SloMemory memory) {
    Tally today = figures.remembered();
    return today == null || memory.definition().endsWith(COUNTING)
        ? null
        : SloNotes.late(objective, memory, today, now);
  }

  /** Until two looks at the same stretch agree on something, or on nothing for long enough. */
  private static boolean counting(SloFigures figures, Instant now, @Nullable SloMemory memory) {
    Tally today = figures.remembered();
    if (memory == null || today == null) {
      return true;
    }
    if (!memory.definition().endsWith(COUNTING)) {
      return false;
    }
    boolean longSince = !now.isBefore(memory.since().plus(SloFigures.SETTLING));
    return !today.equals(memory.tally()) || !(today.total() > 0 || longSince);
  }

  private static String plain(String definition) {
    return definition.endsWith(COUNTING)
        ? definition.substring(0, definition.length() - COUNTING.length())
        : definition;
  }
}
