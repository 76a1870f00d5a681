package dev.intentobserve.reading;

import dev.intentobserve.event.Refusal;

/** Ends the understanding of one record; never leaves this room. Quotes no payload. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;

  RefusedException(Refusal reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Refusal reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
