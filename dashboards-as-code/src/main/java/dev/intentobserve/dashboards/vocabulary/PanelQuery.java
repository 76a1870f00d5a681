package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/**
 * A query to one of the data sources.
 *
 * @param text in the language of the source; for the record the id of a trace
 * @param legend the name of a series; {@code {{label}}} is replaced with the label's value
 * @param limit of traces to find
 */
public record PanelQuery(Datasource source, String text, String legend, int limit) {
  private static final int MOST_LINES = 500;

  enum Shape {
    /** One value for each series: the last one. */
    LAST_VALUE,
    /** One row for each series. */
    ROWS,
    /** Values over time. */
    OVER_TIME,
    /** Buckets over time. */
    BUCKETS
  }

  public PanelQuery {
    requireNonNull(source, "source");
    requireNonNull(text, "text");
    requireNonNull(legend, "legend");
  }

  static PanelQuery metric(String legend, MetricExpr expression) {
    return new PanelQuery(expression.source(), expression.text(), legend, 0);
  }

  static PanelQuery lines(LogLines lines) {
    return new PanelQuery(Datasource.LOGS, lines.logql(), "", 0);
  }

  public static PanelQuery traces(String traceql, int limit) {
    return new PanelQuery(Datasource.TRACES, traceql, "", limit);
  }

  /** Reads one trace from the record through its Zipkin API: also one older than Tempo keeps. */
  public static PanelQuery storedTrace(String traceId) {
    return new PanelQuery(Datasource.ZIPKIN, traceId, "", 1);
  }

  /**
   * The query in Grafana's JSON.
   *
   * @param refId A, B, C … in the order of the panel's queries
   * @param shape of the result that the panel needs
   */
  DocumentTree json(String refId, Shape shape) {
    DocumentTree json = DocumentTree.tree("refId", refId).with("datasource", source.reference());
    boolean now = shape == Shape.LAST_VALUE || shape == Shape.ROWS;
    return switch (source) {
      case METRICS ->
          expression(json)
              .with("instant", now)
              .with("range", !now)
              .with("exemplar", shape == Shape.OVER_TIME)
              .with("format", format(shape));
      case LOGS -> {
        boolean metrics = text.contains("_over_time") || text.contains("rate(");
        yield expression(json)
            .with("queryType", metrics && now ? "instant" : "range")
            .when(!metrics, "maxLines", MOST_LINES);
      }
      case TRACES ->
          json.with("queryType", "traceql")
              .with("query", text)
              .with("limit", limit)
              .with("tableType", "traces")
              .with("filters", List.of());
      case ZIPKIN -> json.with("queryType", "traceID").with("query", text);
    };
  }

  private DocumentTree expression(DocumentTree json) {
    return json.with("expr", text).with("legendFormat", legend).with("editorMode", "code");
  }

  private static String format(Shape shape) {
    return switch (shape) {
      case LAST_VALUE, OVER_TIME -> "time_series";
      case ROWS -> "table";
      case BUCKETS -> "heatmap";
    };
  }
}
