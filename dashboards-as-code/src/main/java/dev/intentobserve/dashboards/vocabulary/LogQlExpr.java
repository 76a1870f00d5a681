package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

/** A metric computed from log lines, in LogQL; the operators are those of PromQL. */
public record LogQlExpr(String logql) {
  public LogQlExpr {
    requireNonNull(logql, "logql");
  }

  /** This divided by the whole; no value where the whole is zero: no lines is not 100 %. */
  public LogQlExpr shareOf(LogQlExpr whole) {
    return new LogQlExpr(expr().shareOf(whole.expr()).promql());
  }

  public LogQlExpr plus(LogQlExpr other) {
    return new LogQlExpr(expr().plus(other.expr()).promql());
  }

  /** This one, or zero for each series that only {@code known} has. */
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
