package dev.intentobserve.slo;

import dev.intentobserve.model.metric.TelemetryNames;
import java.math.BigDecimal;
import java.time.Duration;

/** Names, numbers and texts as Prometheus writes them. */
public final class PromQl {
  /** Cases of objectives, by {@code slo} and {@code outcome}. */
  public static final String SLO_EVENTS = name(TelemetryNames.SLO_EVENTS) + "_total";

  // Series that the generated rules record.
  public static final String TOTAL = "intent_observe:slo_cases:increase";
  public static final String BAD = "intent_observe:slo_bad:increase";
  public static final String RATIO = "intent_observe:slo_error:ratio";
  public static final String TARGET = "intent_observe:slo_objective:ratio";
  public static final String BURN = "intent_observe:slo_burn:rate";
  public static final String REMAINING = "intent_observe:slo_budget_remaining:ratio";

  private static final int WIDTH = 105;

  private PromQl() {}

  public static String name(String dotted) {
    return dotted.replace('.', '_');
  }

  /**
   * {@code 56m}, {@code 2d19h12m}; whole minutes, because that is how often rules are evaluated.
   */
  public static String duration(Duration duration) {
    if (duration.toSeconds() % 60 != 0) {
      throw new IllegalArgumentException("must be whole minutes, not " + duration);
    }
    StringBuilder text = new StringBuilder();
    add(text, duration.toDays(), "d");
    add(text, duration.toHoursPart(), "h");
    add(text, duration.toMinutesPart(), "m");
    return text.isEmpty() ? "0m" : text.toString();
  }

  private static void add(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  /** Reads back as the same number. */
  public static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Breaks long lines at spaces, which have no meaning outside quotes. */
  public static String wrapped(String expression) {
    StringBuilder wrapped = new StringBuilder();
    for (String line : expression.lines().toList()) {
      wrapped.append(wrapped.isEmpty() ? "" : "\n").append(wrappedLine(line));
    }
    return wrapped.toString();
  }

  private static String wrappedLine(String line) {
    int from = line.length() - line.stripLeading().length();
    int at = line.lastIndexOf(' ', WIDTH);
    if (line.length() <= WIDTH || at <= from) {
      return line;
    }
    return line.substring(0, at)
        + "\n"
        + wrappedLine(" ".repeat(from + 2) + line.substring(at + 1));
  }

  /**
   * A text of a user in one line.
   *
   * @param templated whether Prometheus will expand it as a template; then it is escaped
   */
  public static String text(String text, boolean templated) {
    String line = text.strip().replaceAll("\\s+", " ");
    return templated ? templated(line) : line;
  }

  /** Escaped, so that expanding it as a template gives the text itself. */
  public static String templated(String text) {
    return text.replace("{{", "{{ \"{{\" }}");
  }
}
