package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A variable that a viewer sets at the top of a dashboard. */
public sealed interface DashboardVariable {
  String name();

  String label();

  DocumentTree json();

  /** The reference to it in queries. */
  default String reference() {
    return "$" + name();
  }

  /**
   * A data source. The preselected one is provisioned in phases 2 and 3; where it does not exist,
   * as in Grafana Cloud, Grafana takes the first data source of the type.
   *
   * @param type of data sources, such as {@code prometheus}
   * @param preselected uid of a data source
   */
  record Source(String name, String label, String type, String preselected)
      implements DashboardVariable {
    @Override
    public DocumentTree json() {
      return start(this, "datasource")
          .with("query", type)
          .with("regex", "")
          .with("refresh", 1)
          .with("multi", false)
          .with("includeAll", false)
          .with("options", List.of())
          .with("current", DocumentTree.tree("text", preselected).with("value", preselected));
    }

    /** The reference to it in panels and queries. */
    DocumentTree datasource() {
      return DocumentTree.tree("type", type).with("uid", "${" + name + "}");
    }
  }

  /** The values of a label of a metric; several can be selected, at first all are. */
  record Labels(String name, String label, TimeSeries series, String labelName)
      implements DashboardVariable {
    public Labels {
      series.requireLabel(labelName);
    }

    @Override
    public DocumentTree json() {
      return multiValue(labels(this, series, labelName));
    }
  }

  /**
   * The values of a label of log streams, such as {@code service_name}; several can be selected, at
   * first all are.
   */
  record Streams(String name, String label, String labelName) implements DashboardVariable {
    @Override
    public DocumentTree json() {
      DocumentTree query =
          DocumentTree.tree("label", labelName)
              .with("stream", "")
              .with("type", 1)
              .with("refId", "Streams");
      // Loki refuses a selector that also matches an empty value.
      return multiValue(
          start(this, "query")
              .with("datasource", DashboardDatasources.LOGS.datasource())
              .with("query", query)
              .with("regex", "")
              .with("refresh", 2)
              .with("sort", 1)
              .with("options", List.of()),
          ".+");
    }
  }

  /** A fixed list of values; several can be selected, at first all are. */
  record Choice(String name, String label, List<String> values) implements DashboardVariable {
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public DocumentTree json() {
      List<DocumentTree> options = new ArrayList<>();
      options.add(option("All", "$__all", true));
      values.forEach(value -> options.add(option(value, value, false)));
      return multiValue(
          start(this, "custom").with("query", String.join(",", values)).with("options", options));
    }
  }

  /**
   * One of several named conditions; at first the first one is selected.
   *
   * @param conditions by name; without commas and colons
   */
  record Condition(String name, String label, Map<String, String> conditions)
      implements DashboardVariable {
    public Condition {
      conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }

    /** Raw: without quotes and without escaping. */
    @Override
    public String reference() {
      return "${" + name + ":raw}";
    }

    @Override
    public DocumentTree json() {
      List<DocumentTree> options = new ArrayList<>();
      List<String> query = new ArrayList<>();
      conditions.forEach(
          (text, condition) -> {
            options.add(option(text, condition, options.isEmpty()));
            query.add(text + " : " + condition);
          });
      Map.Entry<String, String> first = conditions.entrySet().iterator().next();
      return start(this, "custom")
          .with("query", String.join(",", query))
          .with("options", options)
          .with("multi", false)
          .with("includeAll", false)
          .with(
              "current", DocumentTree.tree("text", first.getKey()).with("value", first.getValue()));
    }
  }

  /** A text field. */
  record Text(String name, String label, String initial) implements DashboardVariable {
    @Override
    public DocumentTree json() {
      return start(this, "textbox")
          .with("query", initial)
          .with("options", List.of(option(initial, initial, true)))
          .with("current", DocumentTree.tree("text", initial).with("value", initial));
    }
  }

  /** One value of a label of a metric; at first the first one is selected. */
  record Label(String name, String label, TimeSeries series, String labelName)
      implements DashboardVariable {
    public Label {
      series.requireLabel(labelName);
    }

    @Override
    public DocumentTree json() {
      return labels(this, series, labelName).with("multi", false).with("includeAll", false);
    }
  }

  private static DocumentTree labels(
      DashboardVariable variable, TimeSeries series, String labelName) {
    String query = "label_values(" + series.selector() + ", " + labelName + ")";
    return start(variable, "query")
        .with("datasource", DashboardDatasources.METRICS.datasource())
        .with("query", DocumentTree.tree("query", query).with("refId", "Labels"))
        .with("regex", "")
        .with("refresh", 2)
        .with("sort", 1)
        .with("options", List.of());
  }

  private static DocumentTree start(DashboardVariable variable, String type) {
    return DocumentTree.tree("name", variable.name())
        .with("label", variable.label())
        .with("type", type)
        .with("hide", 0)
        .with("skipUrlSync", false);
  }

  /** "All" also matches series that lack the label. */
  private static DocumentTree multiValue(DocumentTree variable) {
    return multiValue(variable, ".*");
  }

  private static DocumentTree multiValue(DocumentTree variable, String allValue) {
    return variable
        .with("multi", true)
        .with("includeAll", true)
        .with("allValue", allValue)
        .with(
            "current", DocumentTree.tree("text", List.of("All")).with("value", List.of("$__all")));
  }

  private static DocumentTree option(String text, String value, boolean selected) {
    return DocumentTree.tree("text", text).with("value", value).with("selected", selected);
  }
}
