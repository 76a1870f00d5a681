package dev.intentobserve.model.slo;

import dev.intentobserve.model.Coded;
import java.util.Locale;
import java.util.Optional;

/** How a value is compared with a limit; {@code <} and {@code <=} differ at the limit itself. */
public enum Comparison implements Coded {
  LT("<"),
  LTE("<="),
  GT(">"),
  GTE(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** As OpenSLO writes it: {@code lt}. */
  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String sign() {
    return sign;
  }

  public <T extends Comparable<T>> boolean holds(T value, T limit) {
    int order = value.compareTo(limit);
    return switch (this) {
      case LT -> order < 0;
      case LTE -> order <= 0;
      case GT -> order > 0;
      case GTE -> order >= 0;
    };
  }

  public static Optional<Comparison> of(String code) {
    return Coded.find(values(), code);
  }
}
