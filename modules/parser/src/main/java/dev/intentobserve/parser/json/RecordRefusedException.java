package dev.intentobserve.parser.json;

import dev.intentobserve.model.event.Refusal;

/**
 * Stops the parsing of one record. Becomes a {@code ParseResult.Refused} and never leaves the
 * parser. Its message quotes no payload.
 */
public final class RecordRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;

  public RecordRefusedException(Refusal reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  public Refusal reason() {
    return reason;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }
}
