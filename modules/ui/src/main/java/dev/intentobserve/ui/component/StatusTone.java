package dev.intentobserve.ui.component;

import java.util.Arrays;
import java.util.Set;

/** How good a word of the API is news; pure. Colours follow it, never say more than it. */
enum StatusTone {
  GOOD("good"),
  BAD("bad"),
  WARN("warn"),
  PLAIN("plain");

  private static final Set<String> GOOD_WORDS =
      Set.of(
          "approved",
          "complete",
          "decided",
          "delivered",
          "evaluated",
          "good",
          "ok",
          "passed",
          "promoted",
          "released",
          "replayed",
          "resolved",
          "shipped",
          "stored",
          "verified");

  private static final Set<String> BAD_WORDS =
      Set.of(
          "bad",
          "burning",
          "critical",
          "error",
          "escalated",
          "failed",
          "firing",
          "given_up",
          "refused",
          "rejected");

  private static final Set<String> WARN_WORDS =
      Set.of("expired", "open", "paused", "pending", "revised", "warning");

  /** What the name of an event says where somebody failed; the word for it ends the name. */
  private static final Set<String> FAILURES =
      Set.of("break", "denied", "error", "escalated", "expired", "failed", "refused", "rejected");

  private final String css;

  StatusTone(String css) {
    this.css = css;
  }

  /** The class that styles know. */
  String css() {
    return css;
  }

  /** Of a state, an outcome, a status or a severity. */
  static StatusTone of(String word) {
    if (BAD_WORDS.contains(word)) {
      return BAD;
    }
    if (WARN_WORDS.contains(word)) {
      return WARN;
    }
    return GOOD_WORDS.contains(word) ? GOOD : PLAIN;
  }

  /** Whether an event's name tells of a failure: {@code contract.assertion.failed}. */
  static boolean isFailure(String eventType) {
    String last = eventType.substring(eventType.lastIndexOf('.') + 1);
    return Arrays.stream(last.split("_", -1)).anyMatch(FAILURES::contains);
  }
}
