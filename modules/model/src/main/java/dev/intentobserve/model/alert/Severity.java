package dev.intentobserve.model.alert;

import java.util.Locale;
import java.util.Optional;

/** How much an alert matters, the least first. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Severity> of(String code) {
    for (Severity severity : values()) {
      if (severity.code().equals(code)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return code();
  }
}
