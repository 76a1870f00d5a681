package dev.intentobserve.objective;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file. */
final class Findings {
  private static final int MOST = 1000;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private int count;

  Findings(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  void add(int line, String field, String message) {
    if (count++ < MOST) {
      problems.add(new Problem(file, line, field, message));
    }
  }

  /** How many there are so far: whoever reads something can tell whether it was in order. */
  int count() {
    return count;
  }

  List<Problem> sorted() {
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparingInt(Problem::line));
    if (count > MOST) {
      sorted.add(new Problem(file, 0, "", "and " + (count - MOST) + " problems more"));
    }
    return sorted;
  }
}
