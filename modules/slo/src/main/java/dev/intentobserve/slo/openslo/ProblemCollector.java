package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.slo.ObjectiveProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file. */
final class ProblemCollector {
  private static final int LIMIT = 1000;

  private final String file;
  private final List<ObjectiveProblem> problems = new ArrayList<>();
  private int count;

  ProblemCollector(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  void add(int line, String field, String message) {
    if (count++ < LIMIT) {
      problems.add(new ObjectiveProblem(file, line, field, message));
    }
  }

  /** The number so far: a reader compares it before and after to know whether its part is valid. */
  int count() {
    return count;
  }

  List<ObjectiveProblem> sorted() {
    List<ObjectiveProblem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparingInt(ObjectiveProblem::line));
    if (count > LIMIT) {
      sorted.add(new ObjectiveProblem(file, 0, "", "and " + (count - LIMIT) + " problems more"));
    }
    return sorted;
  }
}
