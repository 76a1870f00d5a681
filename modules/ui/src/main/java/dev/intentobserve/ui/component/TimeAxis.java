package dev.intentobserve.ui.component;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Puts moments on a line from 0 to 100 on which little things stay visible beside great silences: a
 * time in which nothing happens takes at most a few times the room of the times in which something
 * does. What was shortened is told, so that both scales can be shown; pure.
 */
final class TimeAxis {
  /** A silence may be so many times as wide as what is usual between two moments. */
  private static final int TIMES_USUAL = 4;

  /** Shortening by less than this is not worth a reader's trouble. */
  private static final int WORTH_IT = 2;

  /** The least share of the line that a silence keeps. */
  private static final double LEAST_SHARE = 0.04;

  /**
   * A part of the line with one scale.
   *
   * @param left where it begins, in hundredths of the line
   * @param silent shortened, because nothing happens in it
   */
  record Segment(Instant from, Instant to, double left, double width, boolean silent) {
    Duration duration() {
      return Duration.between(from, to);
    }
  }

  private final List<Segment> segments;

  private TimeAxis(List<Segment> segments) {
    this.segments = segments;
  }

  /** For everything in {@code moments}, which must not be empty. */
  static TimeAxis of(Collection<Instant> moments) {
    List<Instant> stops = new ArrayList<>(new TreeSet<>(moments));
    if (stops.size() == 1) {
      stops.add(stops.getFirst().plusMillis(1));
    }
    double[] widths = new double[stops.size() - 1];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = seconds(stops.get(i), stops.get(i + 1));
    }
    boolean[] silent = shorten(widths);
    return new TimeAxis(joined(stops, widths, silent));
  }

  /** In hundredths of the line; what lies outside is put at its end. */
  double at(Instant moment) {
    Segment segment = segments.getFirst();
    for (Segment next : segments) {
      if (next.from().isAfter(moment)) {
        break;
      }
      segment = next;
    }
    double share = seconds(segment.from(), moment) / seconds(segment.from(), segment.to());
    return segment.left() + segment.width() * Math.clamp(share, 0, 1);
  }

  List<Segment> segments() {
    return segments;
  }

  List<Segment> silences() {
    return segments.stream().filter(Segment::silent).toList();
  }

  Instant start() {
    return segments.getFirst().from();
  }

  Instant end() {
    return segments.getLast().to();
  }

  /** In hundredths of a line without shortening. */
  double linearAt(Instant moment) {
    return 100 * Math.clamp(seconds(start(), moment) / seconds(start(), end()), 0, 1);
  }

  private static boolean[] shorten(double[] widths) {
    boolean[] silent = new boolean[widths.length];
    double[] sorted = widths.clone();
    java.util.Arrays.sort(sorted);
    double most = TIMES_USUAL * sorted[(sorted.length - 1) * 6 / 10];
    double busy = 0;
    for (int i = 0; i < widths.length; i++) {
      silent[i] = widths.length > 1 && widths[i] > WORTH_IT * most;
      busy += silent[i] ? 0 : widths[i];
    }
    for (int i = 0; i < widths.length; i++) {
      if (silent[i]) {
        widths[i] = Math.min(widths[i], Math.max(most, LEAST_SHARE * busy));
      }
    }
    return silent;
  }

  /** Neighbours of one scale become one piece. */
  private static List<Segment> joined(List<Instant> stops, double[] widths, boolean[] silent) {
    double whole = java.util.Arrays.stream(widths).sum();
    List<Segment> segments = new ArrayList<>();
    double left = 0;
    for (int i = 0; i < widths.length; i++) {
      double width = 100 * widths[i] / whole;
      Segment last = segments.isEmpty() ? null : segments.getLast();
      if (last != null && !last.silent() && !silent[i]) {
        segments.removeLast();
        segments.add(
            new Segment(last.from(), stops.get(i + 1), last.left(), last.width() + width, false));
      } else {
        segments.add(new Segment(stops.get(i), stops.get(i + 1), left, width, silent[i]));
      }
      left += width;
    }
    return List.copyOf(segments);
  }

  private static double seconds(Instant from, Instant to) {
    Duration duration = Duration.between(from, to);
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
