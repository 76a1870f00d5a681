package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertContract.ObjectiveProblem;
import dev.intentobserve.event.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Something is wrong with a file of objectives. */
final class ObjectiveInvalid {
  static final String NAME = "ObjectiveInvalid";
  static final String LABEL_FILE = "file";
  private static final int MOST_TOLD = 5;

  private ObjectiveInvalid() {}

  static List<Finding> judge(List<ObjectiveProblem> problems) {
    Map<String, List<ObjectiveProblem>> byFile =
        problems.stream()
            .collect(
                Collectors.groupingBy(ObjectiveProblem::file, TreeMap::new, Collectors.toList()));
    List<Finding> findings = new ArrayList<>();
    byFile.forEach((file, found) -> findings.add(finding(file, found)));
    return findings;
  }

  private static Finding finding(String file, List<ObjectiveProblem> problems) {
    String told =
        problems.stream()
            .limit(MOST_TOLD)
            .map(ObjectiveInvalid::line)
            .collect(Collectors.joining(" "));
    return new Finding(
        Severity.WARNING,
        new TreeMap<>(Map.of(LABEL_FILE, file)),
        "%s has %d %s"
            .formatted(file, problems.size(), Texts.plural(problems.size(), "problem", "problems")),
        told
            + " Objectives of this file that are right are in force, the others as they were before.",
        (double) problems.size(),
        List.of("/api/v1/slos"));
  }

  private static String line(ObjectiveProblem problem) {
    String where = problem.line() > 0 ? "Line " + problem.line() : "The file";
    String field = problem.field().isEmpty() ? "" : ", " + problem.field();
    boolean sentence = problem.message().endsWith(".") || problem.message().endsWith("?");
    return where + field + ": " + problem.message() + (sentence ? "" : ".");
  }
}
