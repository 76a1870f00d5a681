package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The autonomy level of a trust score. Lower bounds are inclusive. */
final class TrustLevel {
  private TrustLevel() {}

  /** From the score; without one, from the declared level. */
  static @Nullable String level(EntityFacts facts) {
    Double score = score(facts);
    if (score != null) {
      return level(score);
    }
    return facts.attribute("autonomy_level").filter(level -> level.matches("L[0-4]")).orElse(null);
  }

  /** 0 to 1; null when unknown. */
  static @Nullable Double score(EntityFacts facts) {
    return facts
        .attribute("trust")
        .or(() -> facts.attribute("trust_score"))
        .flatMap(TrustLevel::number)
        .orElse(null);
  }

  private static String level(double trust) {
    if (trust < 0.20) {
      return "L0";
    }
    if (trust < 0.40) {
      return "L1";
    }
    if (trust < 0.60) {
      return "L2";
    }
    return trust < 0.85 ? "L3" : "L4";
  }

  private static Optional<Double> number(String text) {
    try {
      double value = Double.parseDouble(text);
      return value >= 0 && value <= 1 ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
