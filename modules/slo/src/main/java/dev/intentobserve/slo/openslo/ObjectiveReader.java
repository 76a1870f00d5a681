package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the fields of one objective of an SLO. */
final class ObjectiveReader {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private ObjectiveReader() {}

  /** The checks that need only the objective itself. */
  static void check(YamlSection item, String method, Optional<SliDefinition> measure) {
    if (item.has("indicator") || item.has("indicatorRef") || item.has("compositeWeight")) {
      item.problem("composite objectives are not supported: make an SLO for each indicator");
      return;
    }
    item.only(
        "displayName",
        "op",
        "value",
        "target",
        "targetPercent",
        "timeSliceTarget",
        "timeSliceWindow");
    checkTimeSlices(item, method.equals("Timeslices"));
    item.text("displayName");
    if (measure.isPresent() && measure.get() instanceof SliDefinition.Ratio) {
      for (String key : List.of("op", "value")) {
        if (item.has(key)) {
          item.problem(
              key, "belongs to a thresholdMetric; a ratioMetric defines what is good itself");
        }
      }
    }
  }

  /** A slice is a minute with one measurement, so the required share of a slice has no effect. */
  private static void checkTimeSlices(YamlSection item, boolean sliced) {
    for (String key : List.of("timeSliceTarget", "timeSliceWindow")) {
      if (!sliced && item.has(key)) {
        item.problem(key, "belongs to budgetingMethod Timeslices");
      }
    }
    if (sliced && !item.text("timeSliceWindow").orElse("1m").equals("1m")) {
      item.problem("timeSliceWindow", "must be 1m: freshness is measured once a minute");
    }
    share(item, "timeSliceTarget", BigDecimal.ONE, "");
  }

  /** With several objectives each name ends in the display name. */
  static Optional<String> name(String slo, YamlSection item, int count) {
    if (count == 1) {
      return Optional.of(slo);
    }
    String own = item.text("displayName").orElse("").toLowerCase(Locale.ROOT).replace(' ', '-');
    String name = slo + "-" + own;
    if (own.isEmpty() || !OpenSloDocument.isName(name)) {
      item.problem(
          "displayName",
          "must be a word when there are several objectives: they are called " + slo + "-WORD");
      return Optional.empty();
    }
    return Optional.of(name);
  }

  /**
   * {@code target} or {@code targetPercent}, as a share. OpenSLO requires less than 1; 1 is allowed
   * here, for objectives without any failure.
   */
  static Optional<Double> target(YamlSection item) {
    if (item.has("target") == item.has("targetPercent")) {
      item.problem("needs either target or targetPercent");
      return Optional.empty();
    }
    Optional<BigDecimal> share =
        item.has("target")
            ? share(item, "target", BigDecimal.ONE, ", such as 0.99; for percent say targetPercent")
            : share(item, "targetPercent", HUNDRED, ", such as 99.9");
    return share.map(BigDecimal::doubleValue).filter(target -> target > 0);
  }

  private static Optional<BigDecimal> share(
      YamlSection item, String key, BigDecimal whole, String example) {
    Optional<BigDecimal> number = item.number(key);
    if (number.isPresent() && (number.get().signum() <= 0 || number.get().compareTo(whole) > 0)) {
      item.problem(key, "must be above 0 and at most " + whole + example);
      return Optional.empty();
    }
    return number.map(given -> given.divide(whole));
  }

  static Optional<Indicator> indicator(SliDefinition measure, YamlSection item) {
    return switch (measure) {
      case SliDefinition.Ratio ratio -> Optional.of(ratio.indicator());
      case SliDefinition.Threshold threshold -> limit(item).map(threshold.within());
    };
  }

  private static Optional<Limit> limit(YamlSection item) {
    Optional<String> op = item.required("op", "lt or lte");
    Optional<Comparison> comparison =
        op.flatMap(Comparison::of).filter(c -> c == Comparison.LT || c == Comparison.LTE);
    if (op.isPresent() && comparison.isEmpty()) {
      item.problem("op", "must be lt or lte: longer is worse");
    }
    Optional<String> text = item.required("value", "seconds, or a duration such as 300ms or 7d");
    Optional<BigDecimal> seconds =
        text.filter(t -> t.matches("[0-9.]+")).flatMap(t -> item.number("value"));
    Optional<Duration> value = text.flatMap(t -> OpenSloDurations.limit(seconds, t));
    if (text.isPresent() && value.isEmpty()) {
      item.problem("value", "must be seconds above 0, or a duration such as 300ms, 5s, 1h or 7d");
    }
    return comparison.flatMap(c -> value.map(v -> new Limit(c, v)));
  }
}
