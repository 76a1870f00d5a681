package dev.intentobserve.model.alert;

import dev.intentobserve.model.Coded;
import java.util.Locale;
import java.util.Optional;

/** How much an alert matters, the least first. */
public enum Severity implements Coded {
  INFO,
  WARNING,
  CRITICAL;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Severity> of(String code) {
    return Coded.find(values(), code);
  }

  @Override
  public String toString() {
    return code();
  }
}
