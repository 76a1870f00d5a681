package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

/** A figure about log lines, in LogQL: its operators are those of PromQL. */
public record LogExpr(String logql) {
  public LogExpr {
    requireNonNull(logql, "logql");
  }

  /** This as a share of that; nothing where that is zero, because no lines is not 100 %. */
  public LogExpr over(LogExpr whole) {
    return new LogExpr(expr().over(whole.expr()).promql());
  }

  public LogExpr plus(LogExpr other) {
    return new LogExpr(expr().plus(other.expr()).promql());
  }

  /** This, or zero where there is nothing, as long as that is known. */
  public LogExpr orZero(LogExpr known) {
    return new LogExpr(expr().orZero(known.expr()).promql());
  }

  public LogExpr top(int count) {
    return new LogExpr(expr().top(count).promql());
  }

  private Expr expr() {
    return new Expr(logql);
  }
}
