package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression in PromQL. */
public record Expr(String promql) {
  /** The beginning of a call or an aggregation, up to and with the bracket of its argument. */
  private static final Pattern CALL = Pattern.compile("[a-z_]+( by \\([^()]*\\) )?\\(");

  public Expr {
    requireNonNull(promql, "promql");
  }

  /** This as a share of that; nothing where that is zero, because no traffic is not 100 %. */
  public Expr over(Expr whole) {
    return new Expr(inner() + " / (" + whole.inner() + " > 0)");
  }

  public Expr plus(Expr other) {
    return new Expr(inner() + " + " + other.inner());
  }

  public Expr minus(Expr other) {
    return new Expr(inner() + " - " + other.inner());
  }

  /** This, and what that has besides. */
  public Expr or(Expr other) {
    return new Expr(inner() + " or " + other.inner());
  }

  /** This, or zero where there is nothing, as long as that is known. */
  public Expr orZero(Expr known) {
    return new Expr(inner() + " or 0 * " + known.inner());
  }

  public Expr times(double factor) {
    return new Expr(inner() + " * " + text(factor));
  }

  public Expr above(double limit) {
    return new Expr(inner() + " > " + text(limit));
  }

  /** Only what is a number: a gauge that knows nothing yet says NaN, and nothing is not zero. */
  public Expr known() {
    return new Expr(inner() + " > -Inf");
  }

  /** This one figure less each of those: how far each is behind. */
  public Expr minusEach(Expr many) {
    return new Expr(inner() + " - on () group_right () " + many.inner());
  }

  public Expr sum(String... by) {
    String grouping = by.length == 0 ? "" : " by (" + String.join(", ", by) + ") ";
    return new Expr("sum" + grouping + "(" + promql + ")");
  }

  /** Only what equals that. */
  public Expr equalTo(double value) {
    return new Expr(inner() + " == " + text(value));
  }

  /** Only what equals its counterpart. */
  public Expr equalTo(Expr other) {
    return new Expr(inner() + " == " + other.inner());
  }

  /** Only what is less than its counterpart. */
  public Expr less(Expr other) {
    return new Expr(inner() + " < " + other.inner());
  }

  /** Only what has a counterpart there. */
  public Expr and(Expr other) {
    return new Expr(inner() + " and " + other.inner());
  }

  /** Only what has no counterpart there. */
  public Expr unless(Expr other) {
    return new Expr(inner() + " unless " + other.inner());
  }

  /** 1 where this has no series at all, and nothing where it has some. */
  public Expr absent() {
    return new Expr("absent(" + promql + ")");
  }

  /** The one value of an expression without labels, to be held against others that have some. */
  public Expr asNumber() {
    return new Expr("scalar(" + promql + ")");
  }

  /** How often a gauge fell within a window. */
  public Expr fallsWithin(String window, String step) {
    return new Expr("resets(" + inner() + "[" + window + ":" + step + "])");
  }

  /** The lowest value within a window. */
  public Expr lowestWithin(String window, String step) {
    return new Expr("min_over_time(" + inner() + "[" + window + ":" + step + "])");
  }

  public Expr top(int count) {
    return new Expr("topk(" + count + ", " + promql + ")");
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** In brackets unless it is one call, aggregation or selector. */
  private String inner() {
    return promql.contains(" ") && !isOneCall() ? "(" + promql + ")" : promql;
  }

  private boolean isOneCall() {
    Matcher call = CALL.matcher(promql);
    if (!call.lookingAt()) {
      return false;
    }
    int depth = 1;
    for (int i = call.end(); i < promql.length(); i++) {
      depth += promql.charAt(i) == '(' ? 1 : promql.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i == promql.length() - 1;
      }
    }
    return false;
  }
}
