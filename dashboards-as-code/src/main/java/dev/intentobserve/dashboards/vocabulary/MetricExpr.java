package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A metric: an expression in PromQL, or one over log lines in LogQL, which has the same operators.
 * Operands get brackets where they need them.
 *
 * @param text in the language of the source
 * @param by the labels that its series are grouped by
 */
public record MetricExpr(String text, Datasource source, List<String> by) {
  /** The start of a call or an aggregation, up to the bracket of its argument. */
  private static final Pattern CALL = Pattern.compile("[a-z_]+( by \\([^()]*\\) )?\\(");

  public MetricExpr {
    requireNonNull(text, "text");
    requireNonNull(source, "source");
    by = List.copyOf(by);
  }

  public MetricExpr(String promql) {
    this(promql, Datasource.METRICS, List.of());
  }

  /** The legend of a series that is named after its labels: {@code {{a}} {{b}}}. */
  String legend() {
    return by.stream().map(TimeSeries::named).collect(Collectors.joining(" "));
  }

  /** This divided by the whole; no value where the whole is zero: no traffic is not 100 %. */
  public MetricExpr shareOf(MetricExpr whole) {
    return with(bracketed() + " / (" + operand(whole) + " > 0)");
  }

  /** The share of a part that has no series before its first event: until then it is zero. */
  public MetricExpr partOf(MetricExpr whole) {
    return orZero(whole).shareOf(whole);
  }

  public MetricExpr plus(MetricExpr other) {
    return with(" + ", other);
  }

  public MetricExpr minus(MetricExpr other) {
    return with(" - ", other);
  }

  /** All series of this one, and those of the other that this one lacks. */
  public MetricExpr or(MetricExpr other) {
    return with(" or ", other);
  }

  /** This one, or zero for each series that only {@code known} has. */
  public MetricExpr orZero(MetricExpr known) {
    return with(" or 0 * ", known);
  }

  public MetricExpr times(double factor) {
    return with(bracketed() + " * " + DocumentTree.number(factor));
  }

  public MetricExpr above(double limit) {
    return with(bracketed() + " > " + DocumentTree.number(limit));
  }

  /** Without values that are NaN, which a gauge has before its first measurement. */
  public MetricExpr numbersOnly() {
    return with(bracketed() + " > -Inf");
  }

  /** This one value minus each of many: how far each is behind. */
  public MetricExpr minusEach(MetricExpr many) {
    String difference = bracketed() + " - on () group_right () " + operand(many);
    return new MetricExpr(difference, source, many.by);
  }

  public MetricExpr sum(String... by) {
    return aggregate(source, "sum", text, by);
  }

  /** An aggregation such as {@code max by (job) (up)}. */
  static MetricExpr aggregate(Datasource source, String operator, String series, String... by) {
    String grouping = by.length == 0 ? "" : " by (" + String.join(", ", by) + ") ";
    return new MetricExpr(operator + grouping + "(" + series + ")", source, List.of(by));
  }

  /** A string literal, of PromQL and LogQL alike. */
  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  public MetricExpr equalTo(double value) {
    return with(bracketed() + " == " + DocumentTree.number(value));
  }

  public MetricExpr equalTo(MetricExpr other) {
    return with(" == ", other);
  }

  public MetricExpr lessThan(MetricExpr other) {
    return with(" < ", other);
  }

  public MetricExpr and(MetricExpr other) {
    return with(" and ", other);
  }

  public MetricExpr unless(MetricExpr other) {
    return with(" unless ", other);
  }

  /** 1 where this has no series, no value where it has some. */
  public MetricExpr absent() {
    return with("absent(" + text + ")");
  }

  /** The value of an expression without labels, for a comparison with series that have labels. */
  public MetricExpr asNumber() {
    return with("scalar(" + text + ")");
  }

  public MetricExpr fallsWithin(String window, String step) {
    return with("resets(" + bracketed() + "[" + window + ":" + step + "])");
  }

  public MetricExpr lowestWithin(String window, String step) {
    return with("min_over_time(" + bracketed() + "[" + window + ":" + step + "])");
  }

  public MetricExpr top(int count) {
    return with("topk(" + count + ", " + text + ")");
  }

  private MetricExpr with(String operator, MetricExpr other) {
    return with(bracketed() + operator + operand(other));
  }

  private String operand(MetricExpr other) {
    if (other.source != source) {
      throw new IllegalArgumentException(
          "an expression has one data source, not " + source + " and " + other.source);
    }
    return other.bracketed();
  }

  private MetricExpr with(String text) {
    return new MetricExpr(text, source, by);
  }

  /** In brackets, unless it is a single call, aggregation or selector. */
  private String bracketed() {
    return text.contains(" ") && !isOneCall() ? "(" + text + ")" : text;
  }

  private boolean isOneCall() {
    Matcher call = CALL.matcher(text);
    if (!call.lookingAt()) {
      return false;
    }
    int depth = 1;
    for (int i = call.end(); i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i == text.length() - 1;
      }
    }
    return false;
  }
}
