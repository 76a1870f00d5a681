package dev.intentobserve.dashboards.vocabulary;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A variable that a viewer sets at the top of a dashboard.
 *
 * @param reference to it in queries
 */
public record DashboardVariable(String name, String reference, DocumentTree json) {
  private static DashboardVariable variable(String name, DocumentTree json) {
    return new DashboardVariable(name, "$" + name, json);
  }

  static DashboardVariable datasource(String name, String label, String type, String preselected) {
    return variable(
        name,
        start(name, label, "datasource")
            .with("query", type)
            .with("regex", "")
            .with("refresh", 1)
            .with("multi", false)
            .with("includeAll", false)
            .with("options", List.of())
            .with("current", current(preselected, preselected)));
  }

  /** The values of a label of a metric; several can be selected, at first all are. */
  public static DashboardVariable labels(
      String name, String label, TimeSeries series, String labelName) {
    // "All" also matches series that lack the label.
    return variable(name, multiValue(queried(name, label, series, labelName), ".*"));
  }

  /** One value of a label of a metric; at first the first one is selected. */
  public static DashboardVariable label(
      String name, String label, TimeSeries series, String labelName) {
    DocumentTree json = queried(name, label, series, labelName);
    return variable(name, json.with("multi", false).with("includeAll", false));
  }

  private static DocumentTree queried(
      String name, String label, TimeSeries series, String labelName) {
    series.requireLabel(labelName);
    String query = "label_values(" + series.selector() + ", " + labelName + ")";
    return queried(
        start(name, label, "query"),
        Datasource.METRICS,
        tree("query", query).with("refId", "Labels"));
  }

  private static DocumentTree queried(DocumentTree start, Datasource source, DocumentTree query) {
    return start
        .with("datasource", source.reference())
        .with("query", query)
        .with("regex", "")
        .with("refresh", 2)
        .with("sort", 1)
        .with("options", List.of());
  }

  /**
   * The values of a label of log streams, such as {@code service_name}; several can be selected, at
   * first all are.
   */
  public static DashboardVariable streams(String name, String label, String labelName) {
    DocumentTree query =
        tree("label", labelName).with("stream", "").with("type", 1).with("refId", "Streams");
    // Loki refuses a selector that also matches an empty value.
    return variable(
        name, multiValue(queried(start(name, label, "query"), Datasource.LOGS, query), ".+"));
  }

  /** A fixed list of values; several can be selected, at first all are. */
  public static DashboardVariable choice(String name, String label, List<String> values) {
    List<DocumentTree> options = new ArrayList<>();
    options.add(option("All", "$__all", true));
    values.forEach(value -> options.add(option(value, value, false)));
    DocumentTree json =
        start(name, label, "custom")
            .with("query", String.join(",", values))
            .with("options", options);
    return variable(name, multiValue(json, ".*"));
  }

  /**
   * One of several named conditions; at first the first one is selected. The reference is raw:
   * without quotes and without escaping.
   *
   * @param conditions by name, in their order; without commas and colons
   */
  public static DashboardVariable condition(
      String name, String label, Map<String, String> conditions) {
    List<DocumentTree> options = new ArrayList<>();
    List<String> query = new ArrayList<>();
    conditions.forEach(
        (text, condition) -> {
          options.add(option(text, condition, options.isEmpty()));
          query.add(text + " : " + condition);
        });
    Map.Entry<String, String> first = conditions.entrySet().iterator().next();
    return new DashboardVariable(
        name,
        "${" + name + ":raw}",
        start(name, label, "custom")
            .with("query", String.join(",", query))
            .with("options", options)
            .with("multi", false)
            .with("includeAll", false)
            .with("current", current(first.getKey(), first.getValue())));
  }

  public static DashboardVariable text(String name, String label, String initial) {
    return variable(
        name,
        start(name, label, "textbox")
            .with("query", initial)
            .with("options", List.of(option(initial, initial, true)))
            .with("current", current(initial, initial)));
  }

  private static DocumentTree start(String name, String label, String type) {
    return tree("name", name)
        .with("label", label)
        .with("type", type)
        .with("hide", 0)
        .with("skipUrlSync", false);
  }

  private static DocumentTree multiValue(DocumentTree variable, String allValue) {
    return variable
        .with("multi", true)
        .with("includeAll", true)
        .with("allValue", allValue)
        .with("current", current(List.of("All"), List.of("$__all")));
  }

  private static DocumentTree current(Object text, Object value) {
    return tree("text", text).with("value", value);
  }

  private static DocumentTree option(String text, String value, boolean selected) {
    return current(text, value).with("selected", selected);
  }
}
