package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.Tree;
import java.util.List;

/** A question to one of the data sources. */
public sealed interface Query {
  /** Whom it is asked of. */
  Variable.Source source();

  /**
   * As Grafana writes it.
   *
   * @param refId A, B, C … in the order of the panel's queries
   * @param shape how the panel wants its answer
   */
  Tree json(String refId, Shape shape);

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
  record Prom(String legend, Expr expression) implements Query {
    public Prom {
      requireNonNull(legend, "legend");
      requireNonNull(expression, "expression");
    }

    @Override
    public Variable.Source source() {
      return Sources.METRICS;
    }

    @Override
    public Tree json(String refId, Shape shape) {
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
  record Logs(String legend, String logql) implements Query {
    public Logs {
      requireNonNull(legend, "legend");
      requireNonNull(logql, "logql");
    }

    @Override
    public Variable.Source source() {
      return Sources.LOGS;
    }

    @Override
    public Tree json(String refId, Shape shape) {
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
  record Traces(String traceql, int limit) implements Query {
    public Traces {
      requireNonNull(traceql, "traceql");
    }

    @Override
    public Variable.Source source() {
      return Sources.TRACES;
    }

    @Override
    public Tree json(String refId, Shape shape) {
      return start(this, refId)
          .with("queryType", "traceql")
          .with("query", traceql)
          .with("limit", limit)
          .with("tableType", "traces")
          .with("filters", List.of());
    }
  }

  /** Asks the record itself for one trace, however old it is. */
  record Recorded(String traceId) implements Query {
    public Recorded {
      requireNonNull(traceId, "traceId");
    }

    @Override
    public Variable.Source source() {
      return Sources.ZIPKIN;
    }

    @Override
    public Tree json(String refId, Shape shape) {
      return start(this, refId).with("queryType", "traceID").with("query", traceId);
    }
  }

  private static Tree start(Query query, String refId) {
    return Tree.tree("refId", refId).with("datasource", query.source().datasource());
  }
}
