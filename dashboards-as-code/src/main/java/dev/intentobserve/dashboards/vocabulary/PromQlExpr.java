package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression in PromQL. Operands get brackets where they need them. */
public record PromQlExpr(String promql) {
  /** The start of a call or an aggregation, up to the bracket of its argument. */
  private static final Pattern CALL = Pattern.compile("[a-z_]+( by \\([^()]*\\) )?\\(");

  public PromQlExpr {
    requireNonNull(promql, "promql");
  }

  /** This divided by the whole; no value where the whole is zero: no traffic is not 100 %. */
  public PromQlExpr shareOf(PromQlExpr whole) {
    return new PromQlExpr(bracketed() + " / (" + whole.bracketed() + " > 0)");
  }

  public PromQlExpr plus(PromQlExpr other) {
    return new PromQlExpr(bracketed() + " + " + other.bracketed());
  }

  public PromQlExpr minus(PromQlExpr other) {
    return new PromQlExpr(bracketed() + " - " + other.bracketed());
  }

  /** All series of this one, and those of the other that this one lacks. */
  public PromQlExpr or(PromQlExpr other) {
    return new PromQlExpr(bracketed() + " or " + other.bracketed());
  }

  /** This one, or zero for each series that only {@code known} has. */
  public PromQlExpr orZero(PromQlExpr known) {
    return new PromQlExpr(bracketed() + " or 0 * " + known.bracketed());
  }

  public PromQlExpr times(double factor) {
    return new PromQlExpr(bracketed() + " * " + DocumentTree.number(factor));
  }

  public PromQlExpr above(double limit) {
    return new PromQlExpr(bracketed() + " > " + DocumentTree.number(limit));
  }

  /** Without values that are NaN, which a gauge has before its first measurement. */
  public PromQlExpr numbersOnly() {
    return new PromQlExpr(bracketed() + " > -Inf");
  }

  /** This one value minus each of many: how far each is behind. */
  public PromQlExpr minusEach(PromQlExpr many) {
    return new PromQlExpr(bracketed() + " - on () group_right () " + many.bracketed());
  }

  public PromQlExpr sum(String... by) {
    return aggregate("sum", promql, by);
  }

  /** An aggregation such as {@code max by (job) (up)}. */
  static PromQlExpr aggregate(String operator, String series, String... by) {
    String grouping = by.length == 0 ? "" : " by (" + String.join(", ", by) + ") ";
    return new PromQlExpr(operator + grouping + "(" + series + ")");
  }

  /** A string literal, of PromQL and LogQL alike. */
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Only series with this value. */
  public PromQlExpr equalTo(double value) {
    return new PromQlExpr(bracketed() + " == " + DocumentTree.number(value));
  }

  /** Only series that equal their counterpart. */
  public PromQlExpr equalTo(PromQlExpr other) {
    return new PromQlExpr(bracketed() + " == " + other.bracketed());
  }

  /** Only series that are less than their counterpart. */
  public PromQlExpr lessThan(PromQlExpr other) {
    return new PromQlExpr(bracketed() + " < " + other.bracketed());
  }

  /** Only series with a counterpart. */
  public PromQlExpr and(PromQlExpr other) {
    return new PromQlExpr(bracketed() + " and " + other.bracketed());
  }

  /** Only series without a counterpart. */
  public PromQlExpr unless(PromQlExpr other) {
    return new PromQlExpr(bracketed() + " unless " + other.bracketed());
  }

  /** 1 where this has no series, no value where it has some. */
  public PromQlExpr absent() {
    return new PromQlExpr("absent(" + promql + ")");
  }

  /** The value of an expression without labels, for a comparison with series that have labels. */
  public PromQlExpr asNumber() {
    return new PromQlExpr("scalar(" + promql + ")");
  }

  /** How often a gauge fell within a window. */
  public PromQlExpr fallsWithin(String window, String step) {
    return new PromQlExpr("resets(" + bracketed() + "[" + window + ":" + step + "])");
  }

  /** The lowest value within a window. */
  public PromQlExpr lowestWithin(String window, String step) {
    return new PromQlExpr("min_over_time(" + bracketed() + "[" + window + ":" + step + "])");
  }

  public PromQlExpr top(int count) {
    return new PromQlExpr("topk(" + count + ", " + promql + ")");
  }

  /** In brackets, unless it is a single call, aggregation or selector. */
  private String bracketed() {
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
