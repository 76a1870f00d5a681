package dev.intentobserve.dashboards.alerting;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.vocabulary.Datasource;
import java.util.List;

/**
 * Alert rules in Grafana's format, for its files and its HTTP API.
 *
 * <p>The output has no dollar sign. In files Grafana expands environment variables in labels, but
 * not in annotations and queries, so {@code $$labels} would be correct in one place and wrong in
 * the other; {@code {{ .Labels.x }}} is correct everywhere.
 */
final class GrafanaRuleMapper {
  /** The folder of rules and dashboards. */
  static final String FOLDER = "Intent Observe";

  static final String FOLDER_UID = "intent-observe";

  /** A rule without series is OK: there is no traffic, or another rule covers it. */
  private static final String NO_SERIES = "OK";

  private static final String QUERY = "A";
  private static final String CONDITION = "C";
  private static final String EXPRESSION = "__expr__";

  /** Grafana requires a time range, in seconds, although instant queries do not use it. */
  private static final int LOOK_BACK = 600;

  private GrafanaRuleMapper() {}

  /** A group in Grafana's file format. */
  static DocumentTree file(RuleGroup group) {
    return DocumentTree.tree("orgId", 1)
        .with("name", group.name())
        .with("folder", FOLDER)
        .with("interval", RuleGroup.INTERVAL + "s")
        .with(
            "rules",
            group.rules().stream()
                .map(rule -> rest(DocumentTree.tree("uid", rule.uid()), rule, group.name()))
                .toList());
  }

  /** A group as body of {@code PUT /api/v1/provisioning/folder/…/rule-groups/…}. */
  static DocumentTree body(RuleGroup group) {
    return DocumentTree.tree("title", group.name())
        .with("folderUid", FOLDER_UID)
        .with("interval", RuleGroup.INTERVAL)
        .with("rules", group.rules().stream().map(rule -> bodyRule(rule, group.name())).toList());
  }

  private static DocumentTree bodyRule(AlertRule rule, String area) {
    return rest(
        DocumentTree.tree("uid", rule.uid())
            .with("orgID", 1)
            .with("folderUID", FOLDER_UID)
            .with("ruleGroup", area),
        rule,
        area);
  }

  private static DocumentTree rest(DocumentTree tree, AlertRule rule, String area) {
    return tree.with("title", rule.title())
        .with("condition", CONDITION)
        .with("for", rule.lasting)
        .with("noDataState", NO_SERIES)
        .with("execErrState", rule.stateOnError)
        .with("isPaused", false)
        .with("labels", rule.labels(area))
        .with(
            "annotations",
            DocumentTree.tree("summary", rule.summary)
                .with("description", rule.description)
                .with("runbook_url", rule.runbook())
                .with("dashboard", "/d/" + rule.dashboard))
        .with("data", List.of(query(rule), condition(rule)));
  }

  private static DocumentTree query(AlertRule rule) {
    String source = Datasource.METRICS.preselected();
    DocumentTree model =
        model(QUERY, Datasource.METRICS.type(), source)
            .with("expr", rule.expression.text())
            .with("editorMode", "code")
            .with("instant", true)
            .with("range", false);
    return data(QUERY, LOOK_BACK, source, model);
  }

  private static DocumentTree condition(AlertRule rule) {
    DocumentTree evaluator =
        DocumentTree.tree("type", rule.below ? "lt" : "gt")
            .with("params", List.of(DocumentTree.number(rule.threshold)));
    DocumentTree model =
        model(CONDITION, EXPRESSION, EXPRESSION)
            .with("type", "threshold")
            .with("expression", QUERY)
            .with("conditions", List.of(DocumentTree.tree("evaluator", evaluator)));
    return data(CONDITION, 0, EXPRESSION, model);
  }

  private static DocumentTree data(String refId, int lookBack, String source, DocumentTree model) {
    return DocumentTree.tree("refId", refId)
        .with("relativeTimeRange", DocumentTree.tree("from", lookBack).with("to", 0))
        .with("datasourceUid", source)
        .with("model", model);
  }

  private static DocumentTree model(String refId, String type, String source) {
    return DocumentTree.tree("refId", refId)
        .with("datasource", DocumentTree.tree("type", type).with("uid", source))
        .with("intervalMs", 1000)
        .with("maxDataPoints", 43_200);
  }
}
