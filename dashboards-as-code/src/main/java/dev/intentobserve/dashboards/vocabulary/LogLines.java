package dev.intentobserve.dashboards.vocabulary;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Log lines of a service, filtered. Loki keeps the attributes of OTLP records as structured
 * metadata, so filters stand behind the selector; dots in names become underscores.
 */
public final class LogLines {
  /** Grafana's variable for the step of a chart. */
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
   * @param service its {@code service.name}; several separated by bars
   */
  public static LogLines of(String service) {
    return new LogLines(service, List.of());
  }

  public static LogLines of(DashboardVariable services) {
    return new LogLines(services.reference(), List.of());
  }

  /** The name that Loki gives to an attribute. */
  public static String label(String attribute) {
    return attribute.replaceAll("[^A-Za-z0-9_]", "_");
  }

  public LogLines where(String attribute, String value) {
    return filter(attribute, "=", value);
  }

  /**
   * Lines whose attribute matches.
   *
   * @param pattern a regular expression for the whole value
   */
  public LogLines matching(String attribute, String pattern) {
    return filter(attribute, "=~", pattern);
  }

  public LogLines filteredBy(String attribute, DashboardVariable variable) {
    return matching(attribute, variable.reference());
  }

  /**
   * Lines whose attribute does not match; lines without the attribute stay.
   *
   * @param pattern a regular expression for the whole value
   */
  public LogLines notMatching(String attribute, String pattern) {
    return filter(attribute, "!~", pattern);
  }

  public LogLines having(String attribute) {
    return filter(attribute, "!=", "");
  }

  private LogLines filter(String attribute, String operator, String value) {
    return stage(label(attribute) + operator + MetricExpr.quoted(value));
  }

  /** Lines with a JSON body get its keys as attributes; other lines stay as they are. */
  public LogLines parsed() {
    return stage("json").stage("drop __error__, __error_details__");
  }

  /** Adds a stage of LogQL, such as {@code json} or {@code line_format "…"}. */
  public LogLines stage(String stage) {
    List<String> more = new ArrayList<>(stages);
    more.add(stage);
    return new LogLines(service, more);
  }

  public String logql() {
    StringBuilder query = new StringBuilder("{service_name");
    query
        .append(service.contains("|") || service.startsWith("$") ? "=~" : "=")
        .append(MetricExpr.quoted(service))
        .append('}');
    stages.forEach(stage -> query.append(" | ").append(stage));
    return query.toString();
  }

  public MetricExpr count(String... by) {
    return sum("count_over_time", logql(), TimeSeries.RANGE, by);
  }

  /** The number of lines in each step of a chart. */
  public MetricExpr countPerStep(String... by) {
    return sum("count_over_time", logql(), STEP, by);
  }

  public MetricExpr rate(String... by) {
    return sum("rate", logql(), STEP, by);
  }

  public MetricExpr total(String attribute, String... by) {
    return sum("sum_over_time", numbers(attribute), TimeSeries.RANGE, by);
  }

  /** The sum of a numeric attribute in each step of a chart. */
  public MetricExpr totalPerStep(String attribute, String... by) {
    return sum("sum_over_time", numbers(attribute), STEP, by);
  }

  public MetricExpr quantile(double quantile, String attribute, String... by) {
    return quantileWithin(TimeSeries.RANGE, quantile, attribute, by);
  }

  /** A quantile of a numeric attribute in each step of a chart. */
  public MetricExpr quantilePerStep(double quantile, String attribute, String... by) {
    return quantileWithin(STEP, quantile, attribute, by);
  }

  /** The number of different values of an attribute within the visible time range. */
  public MetricExpr distinct(String attribute, String... by) {
    String[] all = Stream.concat(Stream.of(attribute), Stream.of(by)).toArray(String[]::new);
    return aggregate("count", having(attribute).count(all).text(), by);
  }

  private MetricExpr quantileWithin(
      String window, double quantile, String attribute, String... by) {
    List<String> labels = labels(by);
    return new MetricExpr(
        "quantile_over_time(%s, %s [%s]) by (%s)"
            .formatted(quantile, numbers(attribute), window, String.join(", ", labels)),
        Datasource.LOGS,
        labels);
  }

  /** Without values that are no numbers, because Loki would refuse the whole query. */
  private String numbers(String attribute) {
    return having(attribute).stage("unwrap " + label(attribute)).stage("__error__=\"\"").logql();
  }

  private static MetricExpr sum(String function, String lines, String window, String... by) {
    return aggregate("sum", function + "(" + lines + " [" + window + "])", by);
  }

  private static MetricExpr aggregate(String operator, String series, String... by) {
    return MetricExpr.aggregate(
        Datasource.LOGS, operator, series, labels(by).toArray(String[]::new));
  }

  private static List<String> labels(String... attributes) {
    return Stream.of(attributes).map(LogLines::label).toList();
  }
}
