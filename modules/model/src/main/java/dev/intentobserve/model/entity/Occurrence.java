package dev.intentobserve.model.entity;

import static java.util.Objects.requireNonNull;

/**
 * How often events of one type occurred in the life of an entity, and the first and last of them.
 * Merging is commutative and associative.
 */
public record Occurrence(long count, Stamp first, Stamp last) {
  public Occurrence {
    requireNonNull(first, "first");
    requireNonNull(last, "last");
  }

  /** One event at {@code stamp}. */
  public static Occurrence once(Stamp stamp) {
    return new Occurrence(1, stamp, stamp);
  }

  /** The occurrences of both: to be merged once each. */
  public static Occurrence merge(Occurrence a, Occurrence b) {
    return new Occurrence(
        a.count + b.count, Stamp.earlier(a.first, b.first), Stamp.later(a.last, b.last));
  }
}
