package dev.intentobserve.dashboards.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Log lines of a service, some of them left out. Attributes of OTLP records are structured metadata
 * in Loki, so they are filtered behind the selector; dots in their names become underscores.
 */
public final class LogLines {
  /** Grafana's word for as long as one step of a chart. */
  private static final String STEP = "$__auto";

  private final String service;
  private final List<String> stages;

  private LogLines(String service, List<String> stages) {
    this.service = service;
    this.stages = List.copyOf(stages);
  }

  /**
   * All lines of a service.
   *
   * @param service its {@code service.name}; several with bars between
   */
  public static LogLines of(String service) {
    return new LogLines(service, List.of());
  }

  /** All lines of the services that a viewer chose. */
  public static LogLines of(DashboardVariable services) {
    return new LogLines(services.reference(), List.of());
  }

  /** How Loki calls an attribute. */
  public static String label(String attribute) {
    return attribute.replaceAll("[^A-Za-z0-9_]", "_");
  }

  public LogLines where(String attribute, String value) {
    return stage(label(attribute) + "=" + quoted(value));
  }

  /**
   * Lines whose attribute matches.
   *
   * @param pattern a regular expression the whole value has to match
   */
  public LogLines matching(String attribute, String pattern) {
    return stage(label(attribute) + "=~" + quoted(pattern));
  }

  /** Only what a viewer chose. */
  public LogLines chosen(String attribute, DashboardVariable variable) {
    return matching(attribute, variable.reference());
  }

  /**
   * Lines whose attribute does not match; those without it stay.
   *
   * @param pattern a regular expression the whole value has to match
   */
  public LogLines notMatching(String attribute, String pattern) {
    return stage(label(attribute) + "!~" + quoted(pattern));
  }

  /** Lines that carry an attribute at all. */
  public LogLines having(String attribute) {
    return stage(label(attribute) + "!=\"\"");
  }

  /** Lines whose body is JSON, its keys as attributes; other lines stay as they are. */
  public LogLines parsed() {
    return stage("json").stage("drop __error__, __error_details__");
  }

  /** A further stage of LogQL, such as {@code json} or {@code line_format "…"}. */
  public LogLines stage(String stage) {
    List<String> more = new ArrayList<>(stages);
    more.add(stage);
    return new LogLines(service, more);
  }

  /** The lines. */
  public String logql() {
    StringBuilder query = new StringBuilder("{service_name");
    query
        .append(service.contains("|") || service.startsWith("$") ? "=~" : "=")
        .append(quoted(service))
        .append('}');
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
    return aggregate("rate(" + logql() + " [" + STEP + "])", by);
  }

  /** How many lines there were within the range that is shown. */
  public LogQlExpr counted(String... by) {
    return new LogQlExpr(count(TimeSeries.RANGE, by));
  }

  /** How many lines there were in each step of a chart. */
  public LogQlExpr countedInEachStep(String... by) {
    return new LogQlExpr(count(STEP, by));
  }

  /** The sum of a numeric attribute within the range that is shown. */
  public LogQlExpr total(String attribute, String... by) {
    return new LogQlExpr(
        aggregate("sum_over_time(" + numbers(attribute, TimeSeries.RANGE) + ")", by));
  }

  /** The sum of a numeric attribute in each step of a chart. */
  public LogQlExpr totalInEachStep(String attribute, String... by) {
    return new LogQlExpr(aggregate("sum_over_time(" + numbers(attribute, STEP) + ")", by));
  }

  /** A quantile of a numeric attribute within the range that is shown. */
  public LogQlExpr quantile(double quantile, String attribute, String... by) {
    return quantileWithin(TimeSeries.RANGE, quantile, attribute, by);
  }

  /** A quantile of a numeric attribute in each step of a chart. */
  public LogQlExpr quantileInEachStep(double quantile, String attribute, String... by) {
    return quantileWithin(STEP, quantile, attribute, by);
  }

  /** How many values of an attribute there were within the range that is shown. */
  public LogQlExpr distinct(String attribute, String... by) {
    String[] all = Stream.concat(Stream.of(attribute), Stream.of(by)).toArray(String[]::new);
    return new LogQlExpr(
        "count" + grouping(by) + "(" + having(attribute).counted(all).logql() + ")");
  }

  private LogQlExpr quantileWithin(String window, double quantile, String attribute, String... by) {
    return new LogQlExpr(
        "quantile_over_time(%s, %s) by (%s)"
            .formatted(quantile, numbers(attribute, window), labels(by)));
  }

  /** Values that are no numbers are left out, where Loki would fail the whole question. */
  private String numbers(String attribute, String window) {
    return having(attribute).stage("unwrap " + label(attribute)).stage("__error__=\"\"").logql()
        + " ["
        + window
        + "]";
  }

  private static String aggregate(String expression, String... by) {
    return "sum" + grouping(by) + "(" + expression + ")";
  }

  private static String grouping(String... by) {
    return by.length == 0 ? "" : " by (" + labels(by) + ") ";
  }

  private static String labels(String... attributes) {
    return Stream.of(attributes).map(LogLines::label).collect(Collectors.joining(", "));
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
