package dev.intentobserve.dashboards.alerting;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.deploy.component.DeploymentPhase;
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.model.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A rule that Grafana evaluates: it compares every series of an expression with a threshold; a
 * series beyond it for long enough is an alert.
 *
 * @param uid must never change; at most 40 characters
 * @param title the name of the alert, and the heading of its runbook
 * @param direction the side of the threshold on which a series is an alert
 * @param lasting how long a series must be beyond the threshold, a duration of PromQL
 * @param summary one line; may contain {@code {{ .Labels.x }}}, without a dollar sign, see {@link
 *     GrafanaRuleMapper}
 * @param description what it means and where to look
 * @param labels besides severity and area
 * @param shown the dashboard that shows the data
 * @param error the state when the data source does not answer
 */
public record AlertRule(
    String uid,
    String title,
    PromQlExpr expression,
    Direction direction,
    double threshold,
    String lasting,
    Severity severity,
    String summary,
    String description,
    Map<String, String> labels,
    Shown shown,
    OnError error,
    Set<DeploymentPhase> phases) {

  /** The document with the runbooks. */
  static final String RUNBOOKS = "docs/operations/alerts-grafana.md";

  private static final int LONGEST_UID = 40;

  /** The side of the threshold on which a series is an alert. */
  public enum Direction {
    ABOVE("gt", ">"),
    BELOW("lt", "<");

    final String code;
    final String operator;

    Direction(String code, String operator) {
      this.code = code;
      this.operator = operator;
    }
  }

  /** The state of a rule when its data source does not answer. */
  public enum OnError {
    ERROR("Error"),
    KEEP_LAST("KeepLast");

    final String code;

    OnError(String code) {
      this.code = code;
    }
  }

  /**
   * Where the data of a rule are shown.
   *
   * @param dashboard its uid
   * @param panel its title; empty for the dashboard as a whole
   */
  public record Shown(String dashboard, String panel) {
    public Shown {
      requireNonNull(dashboard, "dashboard");
      requireNonNull(panel, "panel");
    }
  }

  public AlertRule {
    requireNonNull(title, "title");
    requireNonNull(expression, "expression");
    requireNonNull(shown, "shown");
    labels = Map.copyOf(labels);
    phases = Set.copyOf(phases);
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
    String anchor = title.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9 -]", "");
    return RUNBOOKS + "#" + anchor.replace(' ', '-');
  }

  /** All labels, in a fixed order. */
  Map<String, String> labels(String area) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("severity", severity.code());
    all.put("area", area);
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(label -> all.put(label.getKey(), label.getValue()));
    return all;
  }

  /** Starts a rule with the defaults that most rules have. */
  static Draft rule(String uid, String title) {
    return new Draft(uid, title);
  }

  /** A rule under construction. */
  static final class Draft {
    private final String uid;
    private final String title;
    private PromQlExpr expression = new PromQlExpr("");
    private Direction direction = Direction.ABOVE;
    private double threshold;
    private String lasting = "0s";
    private Severity severity = Severity.WARNING;
    private String summary = "";
    private String description = "";
    private Map<String, String> labels = Map.of();
    private Shown shown = new Shown("pipeline", "");
    private OnError error = OnError.KEEP_LAST;
    private Set<DeploymentPhase> phases = DeploymentPhase.ALL;

    private Draft(String uid, String title) {
      this.uid = uid;
      this.title = title;
    }

    Draft above(double threshold, PromQlExpr expression) {
      this.expression = expression;
      this.threshold = threshold;
      return this;
    }

    Draft below(double threshold, PromQlExpr expression) {
      direction = Direction.BELOW;
      return above(threshold, expression);
    }

    Draft lasting(String duration) {
      lasting = duration;
      return this;
    }

    Draft severity(Severity severity) {
      this.severity = severity;
      return this;
    }

    Draft text(String summary, String description) {
      this.summary = summary;
      this.description = description;
      return this;
    }

    Draft labelled(Map<String, String> labels) {
      this.labels = labels;
      return this;
    }

    Draft shownOn(String dashboard, String panel) {
      shown = new Shown(dashboard, panel);
      return this;
    }

    Draft onError(OnError error) {
      this.error = error;
      return this;
    }

    Draft in(DeploymentPhase... phases) {
      this.phases = Set.of(phases);
      return this;
    }

    AlertRule build() {
      return new AlertRule(
          uid,
          title,
          expression,
          direction,
          threshold,
          lasting,
          severity,
          summary,
          description,
          labels,
          shown,
          error,
          phases);
    }
  }
}
