package dev.intentobserve.model.entity;

import static java.util.Objects.requireNonNull;

/** A claimed value, and when it was claimed. */
public record StampedValue(Stamp stamp, String value) {
  public StampedValue {
    requireNonNull(stamp, "stamp");
    requireNonNull(value, "value");
  }

  /**
   * The later claim; between two claims of one event the greater value, so that order never counts.
   */
  public static StampedValue latest(StampedValue a, StampedValue b) {
    int order = a.stamp.compareTo(b.stamp);
    return order > 0 || (order == 0 && a.value.compareTo(b.value) >= 0) ? a : b;
  }

  /** The earlier claim; between two claims of one event the smaller value. */
  public static StampedValue earliest(StampedValue a, StampedValue b) {
    int order = a.stamp.compareTo(b.stamp);
    return order < 0 || (order == 0 && a.value.compareTo(b.value) <= 0) ? a : b;
  }
}
