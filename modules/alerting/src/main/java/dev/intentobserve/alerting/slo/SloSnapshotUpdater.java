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
 * The snapshot of an objective that the next tick compares with. The counts of a period are kept as
 * first seen. When they differ later, a note says so for a day; the period is kept for as long, so
 * that an import in many steps becomes one note.
 */
final class SloSnapshotUpdater {
  private static final Duration NOTED_FOR = Duration.ofHours(24);

  /**
   * Part of a stored definition while a new indicator is still counted from the beginning of the
   * record: until its counts are stable, there are no notes.
   */
  private static final String COUNTING = "; counting";

  private SloSnapshotUpdater() {}

  /** The next snapshot; equal to {@code snapshot} when nothing changed. */
  static SloSnapshot next(
      Objective objective,
      SloStatus.State state,
      SloCounts counts,
      Instant now,
      @Nullable SloSnapshot snapshot) {
    Instant since = snapshot != null && snapshot.state() == state ? snapshot.since() : now;
    CountWindow settled = SloCounts.settled(objective, now);
    String definition = SloChangeNotes.definition(objective);
    boolean counting = counting(counts, now, snapshot);
    SloSnapshot latest =
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
    return snapshot == null
        ? latest
        : noted(latest, snapshot, lateNote(objective, counts, now, snapshot), now);
  }

  private static SloSnapshot noted(
      SloSnapshot latest, SloSnapshot snapshot, @Nullable String late, Instant now) {
    boolean active = snapshot.noteUntil() != null && now.isBefore(snapshot.noteUntil());
    String change =
        SloChangeNotes.changed(plain(snapshot.definition()), plain(latest.definition()));
    String oldLate = SloChangeNotes.ofLate(snapshot.note());
    boolean lateIsNews = late != null && !late.equals(oldLate);
    boolean lateIsTold = late != null && (lateIsNews || active);
    String definition =
        change != null ? change : active ? SloChangeNotes.ofDefinition(snapshot.note()) : null;
    String note = SloChangeNotes.join(definition, lateIsTold ? late : null);
    Instant until =
        note == null
            ? null
            : change != null || lateIsNews ? now.plus(NOTED_FOR) : snapshot.noteUntil();
    boolean keep = lateIsTold || (late == null && tooRecent(latest, snapshot));
    return (keep ? latest.withPeriodOf(snapshot) : latest).withNote(note, until);
  }

  /** Keeps the old period until counts have settled, so that not every tick writes a snapshot. */
  private static boolean tooRecent(SloSnapshot latest, SloSnapshot snapshot) {
    return latest.indicator().equals(snapshot.indicator())
        && latest.definition().equals(snapshot.definition())
        && latest.to().isBefore(snapshot.to().plus(SloCounts.SETTLING))
        && !latest.definition().endsWith(COUNTING);
  }

  private static @Nullable String lateNote(
      Objective objective, SloCounts counts, Instant now, SloSnapshot snapshot) {
    GoodBadCount today = counts.remembered();
    return today == null || snapshot.definition().endsWith(COUNTING)
        ? null
        : SloChangeNotes.late(objective, snapshot, today, now);
  }

  /** Until two ticks count the same for the same period, or zero for long enough. */
  private static boolean counting(SloCounts counts, Instant now, @Nullable SloSnapshot snapshot) {
    GoodBadCount today = counts.remembered();
    if (snapshot == null || today == null) {
      return true;
    }
    if (!snapshot.definition().endsWith(COUNTING)) {
      return false;
    }
    boolean longSince = !now.isBefore(snapshot.since().plus(SloCounts.SETTLING));
    return !today.equals(snapshot.tally()) || !(today.total() > 0 || longSince);
  }

  private static String plain(String definition) {
    return definition.endsWith(COUNTING)
        ? definition.substring(0, definition.length() - COUNTING.length())
        : definition;
  }
}
