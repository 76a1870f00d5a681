package dev.intentobserve.slo.openslo;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Reads the share of cases that must be good. OpenSLO requires less than 1; 1 is allowed here, for
 * objectives without any failure.
 */
final class TargetReader {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private TargetReader() {}

  /** {@code target} or {@code targetPercent}, as a share. */
  static Optional<Double> read(YamlSection item) {
    if (item.has("target") == item.has("targetPercent")) {
      item.problem("needs either target or targetPercent");
      return Optional.empty();
    }
    return item.has("target")
        ? within(item, "target", BigDecimal.ONE, "such as 0.99; for percent say targetPercent")
        : within(item, "targetPercent", HUNDRED, "such as 99.9");
  }

  private static Optional<Double> within(
      YamlSection item, String key, BigDecimal most, String example) {
    Optional<BigDecimal> number = item.number(key);
    if (number.isPresent() && (number.get().signum() <= 0 || number.get().compareTo(most) > 0)) {
      item.problem(key, "must be above 0 and at most " + most + ", " + example);
      return Optional.empty();
    }
    return number
        .map(given -> given.divide(most))
        .map(BigDecimal::doubleValue)
        .filter(target -> target > 0);
  }
}
