package dev.intentobserve.slo.prometheus;

import java.util.ArrayList;
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
    this.series.add(YamlWriter.fields("series", series, "values", values));
    return this;
  }

  /** An expected alert. */
  record Expected(Map<String, String> labels, Map<String, Object> annotations) {
    private Map<String, Object> yaml() {
      return YamlWriter.fields("exp_labels", labels, "exp_annotations", annotations);
    }
  }

  PromtoolTestCase alert(String alert, int minute, List<Expected> expected) {
    alerts.add(
        YamlWriter.fields(
            "eval_time",
            minute + "m",
            "alertname",
            alert,
            "exp_alerts",
            expected.stream().map(Expected::yaml).toList()));
    return this;
  }

  /** Expects one sample. */
  PromtoolTestCase value(String expression, int minute, String labels, double value) {
    return samples(
        expression, minute, List.of(YamlWriter.fields("labels", labels, "value", value)));
  }

  /** Expects no samples. */
  PromtoolTestCase nothing(String expression, int minute) {
    return samples(expression, minute, List.of());
  }

  private PromtoolTestCase samples(
      String expression, int minute, List<Map<String, Object>> samples) {
    expressions.add(
        YamlWriter.fields("expr", expression, "eval_time", minute + "m", "exp_samples", samples));
    return this;
  }

  private Map<String, Object> yaml() {
    return YamlWriter.fields(
        "name",
        name,
        "interval",
        "1m",
        "input_series",
        series,
        "alert_rule_test",
        alerts,
        "promql_expr_test",
        expressions);
  }

  /**
   * A file of tests for the file of rules beside it.
   *
   * @param interval between evaluations
   */
  static String file(String rules, String interval, List<PromtoolTestCase> tests) {
    return YamlWriter.write(
        "Generated together with " + rules + "; do not edit.\nRun: promtool test rules FILE",
        YamlWriter.fields(
            "rule_files",
            List.of(rules),
            "evaluation_interval",
            interval,
            "tests",
            tests.stream().map(PromtoolTestCase::yaml).toList()));
  }
}
