package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

/** A figure about log lines, in LogQL: its operators are those of PromQL. */
public record LogQlExpr(String logql) {
  public LogQlExpr {
    requireNonNull(logql, "logql");
  }

  /** This as a share of that; nothing where that is zero, because no lines is not 100 %. */
  public LogQlExpr over(LogQlExpr whole) {
    return new LogQlExpr(expr().over(whole.expr()).promql());
  }

  public LogQlExpr plus(LogQlExpr other) {
    return new LogQlExpr(expr().plus(other.expr()).promql());
  }

  /** This, or zero where there is nothing, as long as that is known. */
  public LogQlExpr orZero(LogQlExpr known) {
    return new LogQlExpr(expr().orZero(known.expr()).promql());
  }

  public LogQlExpr top(int count) {
    return new LogQlExpr(expr().top(count).promql());
  }

  private PromQlExpr expr() {
    return new PromQlExpr(logql);
  }
}
