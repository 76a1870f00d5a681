package dev.intentobserve.event;

import static java.util.Objects.requireNonNull;

/** A value somebody claimed, and when. */
public record Stamped(Stamp stamp, String value) {
  public Stamped {
    requireNonNull(stamp, "stamp");
    requireNonNull(value, "value");
  }

  /**
   * The later claim; between two claims of one event the greater value, so that order never counts.
   */
  public static Stamped latest(Stamped a, Stamped b) {
    int order = a.stamp.compareTo(b.stamp);
    return order > 0 || (order == 0 && a.value.compareTo(b.value) >= 0) ? a : b;
  }

  /** The earlier claim; between two claims of one event the smaller value. */
  public static Stamped earliest(Stamped a, Stamped b) {
    int order = a.stamp.compareTo(b.stamp);
    return order < 0 || (order == 0 && a.value.compareTo(b.value) <= 0) ? a : b;
  }
}
