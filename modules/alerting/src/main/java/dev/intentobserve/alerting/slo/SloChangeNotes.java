package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes on why counts of the past differ from those seen at an earlier tick. */
final class SloChangeNotes {
  private static final String BETWEEN_PARTS = "; ";

  /** Part of stored notes, and searched for in them: see {@link #ofLate}. */
  private static final String LATE = " changed the counts before ";

  private static final String LINE = "\n";

  private SloChangeNotes() {}

  /** Window, target and indicator in one text. */
  static String definition(Objective objective) {
    return String.join(
        BETWEEN_PARTS,
        "window " + window(objective.window()),
        "target " + Humanizer.percent(objective.target()),
        "minimum " + objective.minEvents(),
        "indicator " + objective.indicatorId());
  }

  /** What changed in the definition; null when nothing did. */
  static @Nullable String changed(String before, String now) {
    Map<String, String> old = parts(before);
    List<String> changes = new ArrayList<>();
    parts(now)
        .forEach(
            (part, value) -> {
              String was = old.get(part);
              if (was != null && !was.equals(value)) {
                changes.add(
                    part.equals("indicator")
                        ? "the indicator changed: events were recounted"
                        : part + " changed from " + was + " to " + value);
              }
            });
    return changes.isEmpty() ? null : sentence(String.join(BETWEEN_PARTS, changes));
  }

  /** How the counts of an already counted period changed; null when they did not. */
  static @Nullable String late(
      Objective objective, SloSnapshot snapshot, GoodBadCount today, Instant now) {
    long good = today.good() - snapshot.tally().good();
    long bad = today.bad() - snapshot.tally().bad();
    if (good == 0 && bad == 0) {
      return null;
    }
    SliEventText words = SliEventText.of(objective.indicator());
    boolean reclassified = Long.signum(good) * Long.signum(bad) < 0;
    long events =
        reclassified ? Math.max(Math.abs(good), Math.abs(bad)) : Math.abs(good) + Math.abs(bad);
    List<String> parts = new ArrayList<>();
    difference(bad, "failure", "failures", parts);
    difference(good, "success", "successes", parts);
    return "%d late or corrected %s%s%s: %s."
        .formatted(
            events,
            words.noun(events),
            LATE,
            Humanizer.time(snapshot.to(), now),
            String.join(", ", parts));
  }

  /** Both notes, each on its own line; null when there are none. */
  static @Nullable String join(@Nullable String definition, @Nullable String late) {
    if (definition == null || late == null) {
      return definition == null ? late : definition;
    }
    return definition + LINE + late;
  }

  /** The note as people see it. */
  static @Nullable String shown(@Nullable String note) {
    return note == null ? null : note.replace(LINE, " ");
  }

  /** The line about a changed definition; null when there is none. */
  static @Nullable String ofDefinition(@Nullable String note) {
    return note == null ? null : line(note, false);
  }

  /** The line about late events; null when there is none. */
  static @Nullable String ofLate(@Nullable String note) {
    return note == null ? null : line(note, true);
  }

  private static @Nullable String line(String note, boolean late) {
    for (String line : note.split(LINE, -1)) {
      if (line.contains(LATE) == late) {
        return line;
      }
    }
    return null;
  }

  private static void difference(long count, String one, String many, List<String> parts) {
    if (count != 0) {
      String direction = count > 0 ? " more " : " fewer ";
      parts.add(Math.abs(count) + direction + Humanizer.plural(Math.abs(count), one, many));
    }
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static Map<String, String> parts(String definition) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : definition.split(BETWEEN_PARTS, -1)) {
      int space = part.indexOf(' ');
      if (space > 0) {
        parts.put(part.substring(0, space), part.substring(space + 1));
      }
    }
    return parts;
  }

  private static String window(TimeWindow period) {
    return switch (period) {
      case TimeWindow.Rolling rolling -> Humanizer.length(rolling.length());
      case TimeWindow.Calendar calendar ->
          (calendar.months() > 0
                  ? calendar.months()
                      + " calendar "
                      + Humanizer.plural(calendar.months(), "month", "months")
                  : calendar.days()
                      + " calendar "
                      + Humanizer.plural(calendar.days(), "day", "days"))
              + " from "
              + calendar.start()
              + " "
              + calendar.zone();
    };
  }
}
