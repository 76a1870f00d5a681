package dev.intentobserve.dashboards.alerting;

import dev.intentobserve.dashboards.deploy.DeploymentPhase;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.model.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A rule that Grafana evaluates: it compares every series of an expression with a threshold; a
 * series beyond it for long enough is an alert. Without further calls it is a warning in all
 * phases, raised at once, and keeps its state while the data source does not answer.
 */
public final class AlertRule {
  /** The document with the runbooks. */
  static final String RUNBOOKS = "docs/operations/alerts-grafana.md";

  private static final int LONGEST_UID = 40;

  final Map<String, String> labels = new TreeMap<>();
  MetricExpr expression = new MetricExpr("");
  boolean below;
  double threshold;
  String lasting = "0s";
  Severity severity = Severity.WARNING;
  String summary = "";
  String description = "";
  String dashboard = "pipeline";
  String stateOnError = "KeepLast";
  Set<DeploymentPhase> phases = DeploymentPhase.ALL;

  private final String uid;
  private final String title;

  private AlertRule(String uid, String title) {
    this.uid = uid;
    this.title = title;
  }

  /**
   * Starts a rule.
   *
   * @param uid must never change; at most 40 characters
   * @param title the name of the alert, and the heading of its runbook
   */
  static AlertRule rule(String uid, String title) {
    return new AlertRule(uid, title);
  }

  public String uid() {
    return uid;
  }

  String title() {
    return title;
  }

  /** The query, whose series are compared with the threshold. */
  public MetricExpr expression() {
    return expression;
  }

  AlertRule above(double threshold, MetricExpr expression) {
    this.expression = expression;
    this.threshold = threshold;
    return this;
  }

  AlertRule below(double threshold, MetricExpr expression) {
    below = true;
    return above(threshold, expression);
  }

  /** How long a series must be beyond the threshold, a duration of PromQL. */
  AlertRule lasting(String duration) {
    lasting = duration;
    return this;
  }

  AlertRule severity(Severity severity) {
    this.severity = severity;
    return this;
  }

  /**
   * Says what happened and what it means.
   *
   * @param summary one line; may contain {@code {{ .Labels.x }}}, without a dollar sign, see {@link
   *     GrafanaRuleMapper}
   * @param description what it means and where to look
   */
  AlertRule text(String summary, String description) {
    this.summary = summary;
    this.description = description;
    return this;
  }

  /** Adds a label besides severity and area. */
  AlertRule labelled(String name, String value) {
    labels.put(name, value);
    return this;
  }

  /** The uid of the dashboard that shows the data. */
  AlertRule shownOn(String dashboard) {
    this.dashboard = dashboard;
    return this;
  }

  /** Alerts also when the data source does not answer. */
  AlertRule alertingOnError() {
    stateOnError = "Error";
    return this;
  }

  AlertRule onlyIn(DeploymentPhase phase) {
    phases = Set.of(phase);
    return this;
  }

  /** Refuses a rule that Grafana or its readers could not use. */
  void check() {
    if (!uid.matches("[a-z0-9-]{1," + LONGEST_UID + "}")) {
      throw new IllegalArgumentException(
          uid + " is no uid of at most " + LONGEST_UID + " characters");
    }
    if (!lasting.matches("[0-9]+[smh]")) {
      throw new IllegalArgumentException(uid + ": " + lasting + " is not a duration");
    }
    if (summary.isEmpty() || description.isEmpty() || (summary + description).contains("$")) {
      throw new IllegalArgumentException(
          uid + " needs a summary and a description without dollar signs");
    }
  }

  /** The address of the rule's runbook: the anchor is made from the heading. */
  String runbook() {
    String anchor = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "");
    return RUNBOOKS + "#" + anchor.replace(' ', '-');
  }

  /** All labels, in a fixed order. */
  Map<String, String> labels(String area) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("severity", severity.code());
    all.put("area", area);
    all.putAll(labels);
    return all;
  }
}
