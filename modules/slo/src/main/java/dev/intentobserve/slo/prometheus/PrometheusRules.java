package dev.intentobserve.slo.prometheus;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.slo.RuleThresholds;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Objectives as recording and alerting rules for Prometheus and the Mimir ruler, and the unit tests
 * that promtool runs on them. The same input gives the same bytes.
 */
public final class PrometheusRules {
  /** The end of the name of a rule file. */
  public static final String RULES = ".rules.yaml";

  private static final String TEST = "_test.yaml";
  private static final String WORK_FILE = "intent-observe";

  private PrometheusRules() {}

  /**
   * Files by name: rules and tests for each objective, and for the built-in rules.
   *
   * @param objectives with unique names; of two with the same name the last one is used
   */
  public static SortedMap<String, String> files(
      Collection<Objective> objectives, RuleThresholds thresholds) {
    SortedMap<String, String> files = new TreeMap<>();
    rules(files, objectives, thresholds, "");
    files.put(WORK_FILE + TEST, BuiltInRuleTestWriter.file(thresholds, WORK_FILE + RULES));
    files.put(
        WORK_FILE + "-slow" + TEST, BuiltInRuleTestWriter.slowFile(thresholds, WORK_FILE + RULES));
    for (Objective objective : objectives) {
      String name = "slo-" + objective.name();
      files.put(name + TEST, SloRuleTestWriter.file(objective, name + RULES));
    }
    return files;
  }

  /**
   * The same rules for {@code mimirtool rules load}, with a namespace. promtool does not accept
   * namespaces, so there are no tests.
   */
  public static SortedMap<String, String> mimir(
      Collection<Objective> objectives, RuleThresholds thresholds, String namespace) {
    SortedMap<String, String> files = new TreeMap<>();
    rules(files, objectives, thresholds, requireNonNull(namespace, "namespace"));
    return files;
  }

  private static void rules(
      Map<String, String> files,
      Collection<Objective> objectives,
      RuleThresholds thresholds,
      String namespace) {
    files.put(
        WORK_FILE + RULES,
        file(namespace, BuiltInRuleWriter.HEADER, BuiltInRuleWriter.group(thresholds)));
    for (Objective objective : objectives) {
      files.put(
          "slo-" + objective.name() + RULES,
          file(namespace, SloRuleWriter.header(objective), SloRuleWriter.group(objective)));
    }
  }

  private static String file(String namespace, String header, Map<String, Object> group) {
    return YamlWriter.write(
        header, YamlWriter.fields("namespace", namespace, "groups", List.of(group)));
  }
}
