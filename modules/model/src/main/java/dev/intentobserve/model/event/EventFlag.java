package dev.intentobserve.model.event;

import java.util.Locale;

/** Peculiarities of an accepted event. */
public enum EventFlag {
  /** The time had no zone; it was read as UTC. */
  ZONELESS_TIME,
  /** No time was given; the time of receipt stands in. */
  TIME_MISSING,
  /** The time could not be read; the time of receipt stands in. */
  TIME_UNREADABLE,
  /** A bare number was given as time; its magnitude decided the unit. */
  NUMERIC_TIME,
  /** More than a day ahead of the time of receipt. */
  FUTURE_TIME,
  /** Before the year 2000. */
  ANCIENT_TIME,
  /** The id was blank, {@code unknown} or only punctuation: it names no entity. */
  JUNK_ID,
  /** The id spanned several lines; the first one counts. */
  MULTILINE_ID,
  /** The event named itself as its parent. */
  SELF_PARENT,
  /** A key appeared twice in one object; the last value counts. */
  DUPLICATE_KEY,
  /** The bytes were not UTF-8; the bad ones read as U+FFFD, the body keeps them. */
  INVALID_UTF8,
  /** NUL or a lone surrogate stood in a text; it reads as U+FFFD, the body keeps it. */
  UNSTORABLE_TEXT,
  /** A number that JSON does not know: NaN or an infinity. */
  NON_FINITE_NUMBER,
  /** The type is not in the catalog. */
  UNKNOWN_TYPE,
  /** At least one value was replaced by {@code [REDACTED]}. */
  REDACTED;

  private final String code = name().toLowerCase(Locale.ROOT);

  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
