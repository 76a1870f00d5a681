package dev.intentobserve.ui.component;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Maps moments to a line from 0 to 100 on which short spans stay visible beside long gaps: a gap
 * without events is compressed to a few times the width of what is usual between two events. The
 * linear position of a moment is kept, so that both scales can be shown; pure.
 */
final class TimeAxis {
  /** A gap is at most this many times as wide as usual between two moments. */
  private static final int MAX_GAP_RATIO = 4;

  /** A gap is compressed only if that makes it narrower by more than this factor. */
  private static final int MIN_COMPRESSION = 2;

  /** The least width of a gap, as a share of all time with events. */
  private static final double MIN_GAP_SHARE = 0.04;

  /**
   * A part of the line with one scale.
   *
   * @param left where it begins, in hundredths of the line
   * @param width in hundredths of the line
   * @param idle a gap that is compressed
   */
  record Segment(Instant from, Instant to, double left, double width, boolean idle) {
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
    boolean[] idle = compress(widths);
    return new TimeAxis(joined(stops, widths, idle));
  }

  /** In hundredths of the line; moments outside are moved to its ends. */
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

  List<Segment> gaps() {
    return segments.stream().filter(Segment::idle).toList();
  }

  Instant start() {
    return segments.getFirst().from();
  }

  Instant end() {
    return segments.getLast().to();
  }

  List<Segment> busySegments() {
    return segments.stream().filter(segment -> !segment.idle()).toList();
  }

  Duration duration() {
    return Duration.between(start(), end());
  }

  /** Wide enough to be seen. */
  double linearWidth(Segment segment) {
    return Math.max(0.3, linearAt(segment.to()) - linearAt(segment.from()));
  }

  /** In hundredths of a line on which nothing is compressed. */
  double linearAt(Instant moment) {
    return 100 * Math.clamp(seconds(start(), moment) / seconds(start(), end()), 0, 1);
  }

  private static boolean[] compress(double[] widths) {
    boolean[] idle = new boolean[widths.length];
    double[] sorted = widths.clone();
    java.util.Arrays.sort(sorted);
    double widest = MAX_GAP_RATIO * sorted[(sorted.length - 1) * 6 / 10];
    double busy = 0;
    for (int i = 0; i < widths.length; i++) {
      idle[i] = widths.length > 1 && widths[i] > MIN_COMPRESSION * widest;
      busy += idle[i] ? 0 : widths[i];
    }
    for (int i = 0; i < widths.length; i++) {
      if (idle[i]) {
        widths[i] = Math.min(widths[i], Math.max(widest, MIN_GAP_SHARE * busy));
      }
    }
    return idle;
  }

  /** Adjacent segments with events become one. */
  private static List<Segment> joined(List<Instant> stops, double[] widths, boolean[] idle) {
    double whole = java.util.Arrays.stream(widths).sum();
    List<Segment> segments = new ArrayList<>();
    double left = 0;
    for (int i = 0; i < widths.length; i++) {
      double width = 100 * widths[i] / whole;
      Segment last = segments.isEmpty() ? null : segments.getLast();
      if (last != null && !last.idle() && !idle[i]) {
        segments.removeLast();
        segments.add(
            new Segment(last.from(), stops.get(i + 1), last.left(), last.width() + width, false));
      } else {
        segments.add(new Segment(stops.get(i), stops.get(i + 1), left, width, idle[i]));
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
