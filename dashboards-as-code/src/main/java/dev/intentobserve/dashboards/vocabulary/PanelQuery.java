package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** A query to one of the data sources. */
public sealed interface PanelQuery {
  DashboardVariable.Source source();

  /**
   * The query in Grafana's JSON.
   *
   * @param refId A, B, C … in the order of the panel's queries
   * @param shape of the result that the panel needs
   */
  DocumentTree json(String refId, Shape shape);

  /** The shape of a result. */
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

  /**
   * A PromQL query.
   *
   * @param legend the name of a series; {@code {{label}}} is replaced with the label's value
   */
  record Prom(String legend, PromQlExpr expression) implements PanelQuery {
    public Prom {
      requireNonNull(legend, "legend");
      requireNonNull(expression, "expression");
    }

    @Override
    public DashboardVariable.Source source() {
      return DashboardDatasources.METRICS;
    }

    @Override
    public DocumentTree json(String refId, Shape shape) {
      boolean now = shape == Shape.LAST_VALUE || shape == Shape.ROWS;
      return start(this, refId)
          .with("expr", expression.promql())
          .with("legendFormat", legend)
          .with("editorMode", "code")
          .with("instant", now)
          .with("range", !now)
          .with("exemplar", shape == Shape.OVER_TIME)
          .with("format", format(shape));
    }

    private static String format(Shape shape) {
      return switch (shape) {
        case LAST_VALUE, OVER_TIME -> "time_series";
        case ROWS -> "table";
        case BUCKETS -> "heatmap";
      };
    }
  }

  /** A LogQL query, for lines or for metrics computed from lines. */
  record Logs(String legend, String logql) implements PanelQuery {
    public Logs {
      requireNonNull(legend, "legend");
      requireNonNull(logql, "logql");
    }

    @Override
    public DashboardVariable.Source source() {
      return DashboardDatasources.LOGS;
    }

    @Override
    public DocumentTree json(String refId, Shape shape) {
      boolean metrics = logql.contains("_over_time") || logql.contains("rate(");
      boolean now = metrics && (shape == Shape.LAST_VALUE || shape == Shape.ROWS);
      return start(this, refId)
          .with("expr", logql)
          .with("legendFormat", legend)
          .with("editorMode", "code")
          .with("queryType", now ? "instant" : "range")
          .when(!metrics, "maxLines", 500);
    }
  }

  /** A TraceQL query. */
  record Traces(String traceql, int limit) implements PanelQuery {
    public Traces {
      requireNonNull(traceql, "traceql");
    }

    @Override
    public DashboardVariable.Source source() {
      return DashboardDatasources.TRACES;
    }

    @Override
    public DocumentTree json(String refId, Shape shape) {
      return start(this, refId)
          .with("queryType", "traceql")
          .with("query", traceql)
          .with("limit", limit)
          .with("tableType", "traces")
          .with("filters", List.of());
    }
  }

  /** Reads one trace from the record through its Zipkin API: also one older than Tempo keeps. */
  record StoredTrace(String traceId) implements PanelQuery {
    public StoredTrace {
      requireNonNull(traceId, "traceId");
    }

    @Override
    public DashboardVariable.Source source() {
      return DashboardDatasources.ZIPKIN;
    }

    @Override
    public DocumentTree json(String refId, Shape shape) {
      return start(this, refId).with("queryType", "traceID").with("query", traceId);
    }
  }

  private static DocumentTree start(PanelQuery query, String refId) {
    return DocumentTree.tree("refId", refId).with("datasource", query.source().datasource());
  }
}
