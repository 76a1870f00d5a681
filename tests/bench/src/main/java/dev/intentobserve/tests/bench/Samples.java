package dev.intentobserve.tests.bench;

import java.util.Arrays;
import java.util.Collection;

/** Sorted values of one kind, none of which is lost. */
final class Samples {
  private final double[] sorted;

  Samples(Collection<Double> values) {
    this(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * @throws IllegalArgumentException if there is none
   */
  Samples(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  double min() {
    return sorted[0];
  }

  double max() {
    return sorted[sorted.length - 1];
  }

  /** Of an even number of samples the mean of the two in the middle. */
  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The smallest sample that at least {@code share} of all samples do not exceed. */
  double percentile(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
  }
}
