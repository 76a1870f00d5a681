package dev.intentobserve.dashboards.alerting;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.model.alert.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A rule that Grafana evaluates: every series of an expression is held against a threshold, and one
 * that is beyond it for long enough is an alert.
 *
 * @param uid stays for ever; at most 40 characters
 * @param title is the alert's name, and the heading of its runbook
 * @param direction on which side of the threshold the alert is
 * @param lasting how long a series has to be there, a duration of PromQL
 * @param summary one line; may say {@code {{ .Labels.x }}}, without a dollar sign, see {@link
 *     GrafanaRuleMapper}
 * @param description what it means and where to look
 * @param labels besides severity and area
 * @param shown the dashboard that shows it
 * @param noData what it is when the expression has no series at all
 * @param error what it is when the data source cannot be asked
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
    NoData noData,
    OnError error,
    Set<GrafanaDeployment> phases) {

  /** Where the runbooks are. */
  static final String RUNBOOKS = "docs/operations/alerts-grafana.md";

  private static final int LONGEST_UID = 40;

  /** On which side of the threshold an alert is. */
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

  /** What a rule is when its expression has no series. */
  public enum NoData {
    OK("OK"),
    NO_DATA("NoData"),
    ALERTING("Alerting"),
    KEEP_LAST("KeepLast");

    final String code;

    NoData(String code) {
      this.code = code;
    }
  }

  /** What a rule is when its data source cannot be asked. */
  public enum OnError {
    OK("OK"),
    ERROR("Error"),
    ALERTING("Alerting"),
    KEEP_LAST("KeepLast");

    final String code;

    OnError(String code) {
      this.code = code;
    }
  }

  /**
   * What shows the figures of a rule.
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
      throw new IllegalArgumentException(uid + " is no uid of at most " + LONGEST_UID + " signs");
    }
    if (!lasting.matches("[0-9]+[smh]")) {
      throw new IllegalArgumentException(uid + ": " + lasting + " is no duration");
    }
    if (summary.isEmpty() || description.isEmpty() || (summary + description).contains("$")) {
      throw new IllegalArgumentException(uid + " lacks words, or has a dollar sign in them");
    }
  }

  /** The part of the runbooks that is about this rule, as headings become anchors. */
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

  /** Begins a rule; what is not said is as most rules have it. */
  static Draft rule(String uid, String title) {
    return new Draft(uid, title);
  }

  /** A rule on its way. */
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
    private Set<GrafanaDeployment> phases = GrafanaDeployment.ALL;

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

    Draft in(GrafanaDeployment... phases) {
      this.phases = Set.of(phases);
      return this;
    }

    /** No series means no traffic, or that another rule has more to say. */
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
          NoData.OK,
          error,
          phases);
    }
  }
}
