package dev.intentobserve.parser.json;

import dev.intentobserve.model.event.Refusal;

/** Ends the understanding of one record; never leaves this room. Quotes no payload. */
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
