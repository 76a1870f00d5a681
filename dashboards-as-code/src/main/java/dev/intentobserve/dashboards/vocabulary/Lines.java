package dev.intentobserve.dashboards.vocabulary;

import java.util.ArrayList;
import java.util.List;

/**
 * Log lines of a service, some of them left out. Attributes of OTLP records are structured metadata
 * in Loki, so they are filtered behind the selector; dots in their names become underscores.
 */
public final class Lines {
  private final String service;
  private final List<String> stages;

  private Lines(String service, List<String> stages) {
    this.service = service;
    this.stages = List.copyOf(stages);
  }

  /**
   * All lines of a service.
   *
   * @param service its {@code service.name}; several with bars between
   */
  public static Lines of(String service) {
    return new Lines(service, List.of());
  }

  /** How Loki calls an attribute. */
  public static String label(String attribute) {
    return attribute.replaceAll("[^A-Za-z0-9_]", "_");
  }

  public Lines where(String attribute, String value) {
    return stage(label(attribute) + "=" + quoted(value));
  }

  /**
   * Lines whose attribute matches.
   *
   * @param pattern a regular expression the whole value has to match
   */
  public Lines matching(String attribute, String pattern) {
    return stage(label(attribute) + "=~" + quoted(pattern));
  }

  /** Only what a viewer chose. */
  public Lines chosen(String attribute, Variable variable) {
    return matching(attribute, variable.reference());
  }

  /** A further stage of LogQL, such as {@code json} or {@code line_format "…"}. */
  public Lines stage(String stage) {
    List<String> more = new ArrayList<>(stages);
    more.add(stage);
    return new Lines(service, more);
  }

  /** The lines. */
  public String logql() {
    StringBuilder query = new StringBuilder("{service_name");
    query.append(service.contains("|") ? "=~" : "=").append(quoted(service)).append('}');
    stages.forEach(stage -> query.append(" | ").append(stage));
    return query.toString();
  }

  /**
   * How many lines there were.
   *
   * @param window a duration of LogQL, or one of Grafana's variables for it
   * @param by attributes to keep apart
   */
  public String count(String window, String... by) {
    return aggregate("count_over_time(" + logql() + " [" + window + "])", by);
  }

  /** How many lines there are a second. */
  public String rate(String... by) {
    return aggregate("rate(" + logql() + " [$__auto])", by);
  }

  private static String aggregate(String expression, String... by) {
    List<String> labels = new ArrayList<>();
    for (String attribute : by) {
      labels.add(label(attribute));
    }
    return "sum"
        + (labels.isEmpty() ? "" : " by (" + String.join(", ", labels) + ") ")
        + "("
        + expression
        + ")";
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
