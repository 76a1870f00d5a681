package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an objective from look to look. The figures of a stretch are kept as they
 * were first seen; when they differ later, a note says so for a day, and the stretch is kept as
 * long, so that an import in many steps is told as one.
 */
final class SloSnapshotUpdater {
  private static final Duration NOTED_FOR = Duration.ofHours(24);

  /** A new indicator is counted from the beginning of the record: until it stands, no notes. */
  private static final String COUNTING = "; figures counting";

  private SloSnapshotUpdater() {}

  /** What is to be remembered after a look; equal to {@code memory} when nothing new is. */
  static SloSnapshot next(
      Objective objective,
      SloStatus.State state,
      SloCounts counts,
      Instant now,
      @Nullable SloSnapshot memory) {
    Instant since = memory != null && memory.state() == state ? memory.since() : now;
    CountWindow settled = SloCounts.settled(objective, now);
    String definition = SloChangeNotes.definition(objective);
    boolean counting = counting(counts, now, memory);
    SloSnapshot fresh =
        new SloSnapshot(
            objective.name(),
            state,
            since,
            counting ? definition + COUNTING : definition,
            objective.indicatorId(),
            settled.from(),
            settled.to(),
            counts.settled(),
            null,
            null);
    return memory == null
        ? fresh
        : noted(fresh, memory, lateNote(objective, counts, now, memory), now);
  }

  private static SloSnapshot noted(
      SloSnapshot fresh, SloSnapshot memory, @Nullable String late, Instant now) {
    boolean active = memory.noteUntil() != null && now.isBefore(memory.noteUntil());
    String change = SloChangeNotes.changed(plain(memory.definition()), plain(fresh.definition()));
    String oldLate = SloChangeNotes.ofLate(memory.note());
    boolean lateIsNews = late != null && !late.equals(oldLate);
    boolean lateIsTold = late != null && (lateIsNews || active);
    String definition =
        change != null ? change : active ? SloChangeNotes.ofDefinition(memory.note()) : null;
    String note = SloChangeNotes.join(definition, lateIsTold ? late : null);
    Instant until =
        note == null
            ? null
            : change != null || lateIsNews ? now.plus(NOTED_FOR) : memory.noteUntil();
    boolean keep = lateIsTold || (late == null && tooRecent(fresh, memory));
    return with(fresh, keep ? memory : fresh, note, until);
  }

  /** Not each look is written down: a stretch is kept for as long as figures take to settle. */
  private static boolean tooRecent(SloSnapshot fresh, SloSnapshot memory) {
    return fresh.indicator().equals(memory.indicator())
        && fresh.definition().equals(memory.definition())
        && fresh.to().isBefore(memory.to().plus(SloCounts.SETTLING))
        && !fresh.definition().endsWith(COUNTING);
  }

  private static SloSnapshot with(
      SloSnapshot fresh, SloSnapshot sloWindow, @Nullable String note, @Nullable Instant until) {
    return new SloSnapshot(
        fresh.objective(),
        fresh.state(),
        fresh.since(),
        fresh.definition(),
        fresh.indicator(),
        sloWindow.from(),
        sloWindow.to(),
        sloWindow.tally(),
        note,
        until);
  }

  private static @Nullable String lateNote(
      Objective objective, SloCounts counts, Instant now, SloSnapshot memory) {
    GoodBadCount today = counts.remembered();
    return today == null || memory.definition().endsWith(COUNTING)
        ? null
        : SloChangeNotes.late(objective, memory, today, now);
  }

  /** Until two looks at the same stretch agree on something, or on nothing for long enough. */
  private static boolean counting(SloCounts counts, Instant now, @Nullable SloSnapshot memory) {
    GoodBadCount today = counts.remembered();
    if (memory == null || today == null) {
      return true;
    }
    if (!memory.definition().endsWith(COUNTING)) {
      return false;
    }
    boolean longSince = !now.isBefore(memory.since().plus(SloCounts.SETTLING));
    return !today.equals(memory.tally()) || !(today.total() > 0 || longSince);
  }

  private static String plain(String definition) {
    return definition.endsWith(COUNTING)
        ? definition.substring(0, definition.length() - COUNTING.length())
        : definition;
  }
}
