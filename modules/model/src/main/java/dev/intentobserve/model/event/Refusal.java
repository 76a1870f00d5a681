package dev.intentobserve.model.event;

import java.util.Locale;

/** Why a record was not taken in. The code is the reason in counters, receipts and dead letters. */
public enum Refusal {
  /** Not JSON; the detail says where. */
  MALFORMED_JSON,
  /** JSON, but no object. */
  NOT_AN_OBJECT,
  /** Neither {@code event}, {@code event_type} nor a CloudEvents envelope. */
  UNKNOWN_DIALECT,
  /** An envelope field is missing or of the wrong type. */
  INVALID_ENVELOPE,
  /** One record is longer than the limit. */
  RECORD_TOO_LARGE,
  /** Nested deeper than the limit. */
  TOO_DEEP,
  /** More attributes than the limit. */
  TOO_MANY_ATTRIBUTES,
  /** The producer's id is already in the record with another body; the first stands. */
  ID_CONFLICT;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
