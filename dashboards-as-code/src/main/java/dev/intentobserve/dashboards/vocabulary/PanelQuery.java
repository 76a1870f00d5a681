package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** A question to one of the data sources. */
public sealed interface PanelQuery {
  /** Whom it is asked of. */
  DashboardVariable.Source source();

  /**
   * As Grafana writes it.
   *
   * @param refId A, B, C … in the order of the panel's queries
   * @param shape how the panel wants its answer
   */
  DocumentTree json(String refId, Shape shape);

  /** How a panel wants the answer. */
  enum Shape {
    /** One value a series: the last one. */
    NOW,
    /** One row a series. */
    ROWS,
    /** Values over time. */
    OVER_TIME,
    /** Buckets over time. */
    BUCKETS
  }

  /**
   * Asks for metrics.
   *
   * @param legend what a series is called, with {@code {{label}}}
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
      boolean now = shape == Shape.NOW || shape == Shape.ROWS;
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
        case NOW, OVER_TIME -> "time_series";
        case ROWS -> "table";
        case BUCKETS -> "heatmap";
      };
    }
  }

  /** Asks for lines, or for figures about lines. */
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
      boolean figures = logql.contains("_over_time") || logql.contains("rate(");
      boolean now = figures && (shape == Shape.NOW || shape == Shape.ROWS);
      return start(this, refId)
          .with("expr", logql)
          .with("legendFormat", legend)
          .with("editorMode", "code")
          .with("queryType", now ? "instant" : "range")
          .when(!figures, "maxLines", 500);
    }
  }

  /** Asks for traces. */
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

  /** Asks the record itself for one trace, however old it is. */
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
