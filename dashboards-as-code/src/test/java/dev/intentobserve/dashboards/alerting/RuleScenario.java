package dev.intentobserve.dashboards.alerting;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Series, one value a minute, and which rules fire at which minute. */
final class RuleScenario {
  /** Long enough for whatever should never fire to have had its chance. */
  static final int END = 120;

  private final String name;
  private final List<DocumentTree> series = new ArrayList<>();
  private final List<Fires> fires = new ArrayList<>();

  /**
   * A rule that fires, and did not a minute before.
   *
   * @param labels of the series
   */
  private record Fires(String uid, int minute, Map<String, String> labels) {}

  private RuleScenario(String name) {
    this.name = name;
  }

  static RuleScenario scenario(String name) {
    return new RuleScenario(name);
  }

  /** A series in the notation of promtool, such as {@code 0+1x60}. */
  RuleScenario given(String metric, String values) {
    series.add(DocumentTree.tree("series", metric).with("values", values));
    return this;
  }

  /** Its only alert begins at this minute, not earlier; labels are names and values in turn. */
  RuleScenario fires(String uid, int minute, String... labels) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    fires.add(new Fires(uid, minute, map));
    return this;
  }

  List<String> firing() {
    return fires.stream().map(Fires::uid).toList();
  }

  /** What does not fire at any time is asked for at the end and every ten minutes before. */
  DocumentTree yaml(List<RuleGroup> groups) {
    List<DocumentTree> checks = new ArrayList<>();
    for (RuleGroup group : groups) {
      for (AlertRule rule : group.rules()) {
        check(group, rule, checks);
      }
    }
    return DocumentTree.tree("name", name)
        .with("interval", "1m")
        .with("input_series", series)
        .with("alert_rule_test", checks);
  }

  private void check(RuleGroup group, AlertRule rule, List<DocumentTree> checks) {
    Predicate<Fires> its = fired -> fired.uid().equals(rule.uid());
    fires.stream()
        .filter(its)
        .forEach(
            fired -> {
              checks.add(silent(rule, fired.minute() - 1));
              checks.add(
                  silent(rule, fired.minute())
                      .with("exp_alerts", List.of(told(group, rule, fired))));
            });
    for (int minute = 10; minute <= END && fires.stream().noneMatch(its); minute += 10) {
      checks.add(silent(rule, minute));
    }
  }

  private static DocumentTree silent(AlertRule rule, int minute) {
    return DocumentTree.tree("eval_time", minute + "m").with("alertname", rule.title());
  }

  private static DocumentTree told(RuleGroup group, AlertRule rule, Fires fired) {
    Map<String, String> labels = new TreeMap<>(fired.labels());
    labels.putAll(rule.labels(group.name()));
    return DocumentTree.tree("exp_labels", labels)
        .with(
            "exp_annotations",
            DocumentTree.tree("summary", filled(rule.summary, fired.labels()))
                .with("runbook_url", rule.runbook()));
  }

  private static String filled(String text, Map<String, String> labels) {
    String filled = text;
    for (var label : labels.entrySet()) {
      filled = filled.replace("{{ .Labels." + label.getKey() + " }}", label.getValue());
    }
    return filled;
  }
}
