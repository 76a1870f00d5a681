package dev.intentobserve.ui.component;

import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.event.EventCatalog;
import java.util.Set;

/** How good a word of the API is news; pure. Colours follow it, never say more than it. */
enum StatusTone {
  GOOD("good"),
  BAD("bad"),
  WARN("warn"),
  PLAIN("plain");

  private static final Set<String> GOOD_WORDS =
      Set.of("delivered", "good", "ok", "replayed", "shipped", "stored");

  private static final Set<String> BAD_WORDS =
      Set.of("bad", "burning", "critical", "error", "firing", "given_up", "refused", "rejected");

  private static final Set<String> WARN_WORDS = Set.of("open", "pending", "warning");

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
    return GOOD_WORDS.contains(word) ? GOOD : ofState(word);
  }

  private static StatusTone ofState(String state) {
    return switch (Lifecycle.tone(state)) {
      case GOOD -> GOOD;
      case BAD -> BAD;
      case WARN -> WARN;
      case BUSY, PLAIN -> PLAIN;
    };
  }

  /** Whether an event's name tells of a failure: {@code contract.assertion.failed}. */
  static boolean isFailure(String eventType) {
    return EventCatalog.standard().type(eventType).failure();
  }
}
