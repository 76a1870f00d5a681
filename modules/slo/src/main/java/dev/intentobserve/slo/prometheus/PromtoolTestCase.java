package dev.intentobserve.slo.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One case of a promtool unit test. */
final class PromtoolTestCase {
  private final String name;
  private final List<Map<String, Object>> series = new ArrayList<>();
  private final List<Map<String, Object>> alerts = new ArrayList<>();
  private final List<Map<String, Object>> expressions = new ArrayList<>();

  PromtoolTestCase(String name) {
    this.name = name;
  }

  PromtoolTestCase series(String series, String values) {
    this.series.add(ordered("series", series, "values", values));
    return this;
  }

  /** An expected alert. */
  record Expected(Map<String, String> labels, Map<String, String> annotations) {}

  PromtoolTestCase alert(String alert, int minute, List<Expected> expected) {
    Map<String, Object> check = ordered("eval_time", minute + "m", "alertname", alert);
    if (!expected.isEmpty()) {
      check.put(
          "exp_alerts",
          expected.stream()
              .map(one -> ordered("exp_labels", one.labels(), "exp_annotations", one.annotations()))
              .toList());
    }
    alerts.add(check);
    return this;
  }

  /** Expects one sample. */
  PromtoolTestCase value(String expression, int minute, String labels, double value) {
    Map<String, Object> check = ordered("expr", expression, "eval_time", minute + "m");
    check.put("exp_samples", List.of(ordered("labels", labels, "value", value)));
    expressions.add(check);
    return this;
  }

  /** Expects no samples. */
  PromtoolTestCase nothing(String expression, int minute) {
    expressions.add(ordered("expr", expression, "eval_time", minute + "m"));
    return this;
  }

  private Map<String, Object> yaml() {
    Map<String, Object> test = ordered("name", name, "interval", "1m");
    test.put("input_series", series);
    if (!alerts.isEmpty()) {
      test.put("alert_rule_test", alerts);
    }
    if (!expressions.isEmpty()) {
      test.put("promql_expr_test", expressions);
    }
    return test;
  }

  /**
   * A file of tests for a file of rules beside it.
   *
   * @param interval between evaluations
   */
  static String file(String header, String rules, String interval, List<PromtoolTestCase> tests) {
    Map<String, Object> file =
        ordered("rule_files", List.of(rules), "evaluation_interval", interval);
    file.put("tests", tests.stream().map(PromtoolTestCase::yaml).toList());
    return YamlWriter.write(header, file);
  }

  private static Map<String, Object> ordered(String a, Object x, String b, Object y) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(a, x);
    map.put(b, y);
    return map;
  }
}
