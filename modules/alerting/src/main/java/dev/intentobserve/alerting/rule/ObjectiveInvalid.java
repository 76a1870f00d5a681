package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.slo.Humanizer;
import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.slo.BuiltInAlert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of objectives has problems: one alert for each file. Not a {@link Rule}: files belong to
 * the installation, not to a scope.
 */
public final class ObjectiveInvalid {
  static final String LABEL_FILE = "file";
  private static final int MAX_LISTED = 5;

  private ObjectiveInvalid() {}

  public static List<Finding> evaluate(List<ObjectiveProblem> problems) {
    Map<String, List<ObjectiveProblem>> byFile =
        problems.stream()
            .collect(
                Collectors.groupingBy(ObjectiveProblem::file, TreeMap::new, Collectors.toList()));
    List<Finding> findings = new ArrayList<>();
    byFile.forEach((file, found) -> findings.add(finding(file, found)));
    return findings;
  }

  private static Finding finding(String file, List<ObjectiveProblem> problems) {
    String lines =
        problems.stream()
            .limit(MAX_LISTED)
            .map(ObjectiveInvalid::line)
            .collect(Collectors.joining(" "));
    return new Finding(
        BuiltInAlert.OBJECTIVE_INVALID.severity(),
        new TreeMap<>(Map.of(LABEL_FILE, file)),
        "%s has %d %s"
            .formatted(
                file, problems.size(), Humanizer.plural(problems.size(), "problem", "problems")),
        lines + " Valid objectives of this file are active; the others stay as they were before.",
        (double) problems.size(),
        List.of(EvidencePaths.SLOS));
  }

  private static String line(ObjectiveProblem problem) {
    String where = problem.line() > 0 ? "Line " + problem.line() : "The file";
    String field = problem.field().isEmpty() ? "" : ", " + problem.field();
    boolean sentence = problem.message().endsWith(".") || problem.message().endsWith("?");
    return where + field + ": " + problem.message() + (sentence ? "" : ".");
  }
}
