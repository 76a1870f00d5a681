package dev.intentobserve.model;

/** How a value that was removed because it is a secret is shown, everywhere. */
public final class Redaction {
  /** Replaces the value. A text that contains it was redacted before. */
  public static final String MARK = "[REDACTED]";

  private Redaction() {}
}
