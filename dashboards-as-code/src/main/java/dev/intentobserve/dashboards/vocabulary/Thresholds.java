package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.List;

/** From which value on which colour is meant. */
public final class Thresholds {
  private final List<DocumentTree> steps = new ArrayList<>();
  private double last = Double.NEGATIVE_INFINITY;

  private Thresholds(Colour lowest) {
    steps.add(DocumentTree.tree("color", lowest.code()).withNull("value"));
  }

  /** Everything below the first step has this colour. */
  public static Thresholds from(Colour lowest) {
    return new Thresholds(lowest);
  }

  /**
   * Adds a step.
   *
   * @param value in the panel's unit, above the one before
   */
  public Thresholds then(double value, Colour colour) {
    if (value <= last) {
      throw new IllegalArgumentException(value + " is not above " + last);
    }
    last = value;
    steps.add(DocumentTree.tree("color", colour.code()).with("value", number(value)));
    return this;
  }

  private static Number number(double value) {
    return value == Math.rint(value) ? (Number) (long) value : (Number) value;
  }

  DocumentTree json() {
    return DocumentTree.tree("mode", "absolute").with("steps", List.copyOf(steps));
  }
}
