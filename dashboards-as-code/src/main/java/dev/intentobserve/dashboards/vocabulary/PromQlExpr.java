package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression in PromQL. */
public record PromQlExpr(String promql) {
  /** The beginning of a call or an aggregation, up to and with the bracket of its argument. */
  private static final Pattern CALL = Pattern.compile("[a-z_]+( by \\([^()]*\\) )?\\(");

  public PromQlExpr {
    requireNonNull(promql, "promql");
  }

  /** This as a share of that; nothing where that is zero, because no traffic is not 100 %. */
  public PromQlExpr over(PromQlExpr whole) {
    return new PromQlExpr(inner() + " / (" + whole.inner() + " > 0)");
  }

  public PromQlExpr plus(PromQlExpr other) {
    return new PromQlExpr(inner() + " + " + other.inner());
  }

  public PromQlExpr minus(PromQlExpr other) {
    return new PromQlExpr(inner() + " - " + other.inner());
  }

  /** This, and what that has besides. */
  public PromQlExpr or(PromQlExpr other) {
    return new PromQlExpr(inner() + " or " + other.inner());
  }

  /** This, or zero where there is nothing, as long as that is known. */
  public PromQlExpr orZero(PromQlExpr known) {
    return new PromQlExpr(inner() + " or 0 * " + known.inner());
  }

  public PromQlExpr times(double factor) {
    return new PromQlExpr(inner() + " * " + text(factor));
  }

  public PromQlExpr above(double limit) {
    return new PromQlExpr(inner() + " > " + text(limit));
  }

  /** Only what is a number: a gauge that knows nothing yet says NaN, and nothing is not zero. */
  public PromQlExpr known() {
    return new PromQlExpr(inner() + " > -Inf");
  }

  /** This one figure less each of those: how far each is behind. */
  public PromQlExpr minusEach(PromQlExpr many) {
    return new PromQlExpr(inner() + " - on () group_right () " + many.inner());
  }

  public PromQlExpr sum(String... by) {
    String grouping = by.length == 0 ? "" : " by (" + String.join(", ", by) + ") ";
    return new PromQlExpr("sum" + grouping + "(" + promql + ")");
  }

  /** Only what equals that. */
  public PromQlExpr equalTo(double value) {
    return new PromQlExpr(inner() + " == " + text(value));
  }

  /** Only what equals its counterpart. */
  public PromQlExpr equalTo(PromQlExpr other) {
    return new PromQlExpr(inner() + " == " + other.inner());
  }

  /** Only what is less than its counterpart. */
  public PromQlExpr less(PromQlExpr other) {
    return new PromQlExpr(inner() + " < " + other.inner());
  }

  /** Only what has a counterpart there. */
  public PromQlExpr and(PromQlExpr other) {
    return new PromQlExpr(inner() + " and " + other.inner());
  }

  /** Only what has no counterpart there. */
  public PromQlExpr unless(PromQlExpr other) {
    return new PromQlExpr(inner() + " unless " + other.inner());
  }

  /** 1 where this has no series at all, and nothing where it has some. */
  public PromQlExpr absent() {
    return new PromQlExpr("absent(" + promql + ")");
  }

  /** The one value of an expression without labels, to be held against others that have some. */
  public PromQlExpr asNumber() {
    return new PromQlExpr("scalar(" + promql + ")");
  }

  /** How often a gauge fell within a window. */
  public PromQlExpr fallsWithin(String window, String step) {
    return new PromQlExpr("resets(" + inner() + "[" + window + ":" + step + "])");
  }

  /** The lowest value within a window. */
  public PromQlExpr lowestWithin(String window, String step) {
    return new PromQlExpr("min_over_time(" + inner() + "[" + window + ":" + step + "])");
  }

  public PromQlExpr top(int count) {
    return new PromQlExpr("topk(" + count + ", " + promql + ")");
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
