package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.List;

/** Which colour a value has: one colour below the first step, another one from each step on. */
public final class Thresholds {
  private final List<DocumentTree> steps = new ArrayList<>();
  private double last = Double.NEGATIVE_INFINITY;

  private Thresholds(Colour lowest) {
    steps.add(DocumentTree.tree("color", lowest.code()).withNull("value"));
  }

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
    steps.add(DocumentTree.tree("color", colour.code()).with("value", DocumentTree.number(value)));
    return this;
  }

  DocumentTree json() {
    return DocumentTree.tree("mode", "absolute").with("steps", List.copyOf(steps));
  }
}
