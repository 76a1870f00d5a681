package dev.intentobserve.ui.component;

import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.Tone;
import dev.intentobserve.model.event.EventCatalog;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How good a word of the API is news; pure. Colours follow it, never say more than it. */
final class StatusTone {
  /** Words that are no states; {@link Lifecycle} has the tones of those. */
  private static final Map<Tone, Set<String>> WORDS =
      Map.of(
          Tone.GOOD,
          Set.of("delivered", "good", "ok", "replayed", "shipped", "stored"),
          Tone.BAD,
          Set.of(
              "bad", "burning", "critical", "error", "firing", "given_up", "refused", "rejected"),
          Tone.WARN,
          Set.of("open", "pending", "warning"));

  private StatusTone() {}

  /** Of a state, an outcome, a status or a severity: {@code BUSY} looks like {@code PLAIN}. */
  static Tone of(String word) {
    Tone tone =
        WORDS.entrySet().stream()
            .filter(words -> words.getValue().contains(word))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseGet(() -> Lifecycle.tone(word));
    return tone == Tone.BUSY ? Tone.PLAIN : tone;
  }

  /** The class that styles know. */
  static String css(String word) {
    return of(word).name().toLowerCase(Locale.ROOT);
  }

  /** Whether an event's name tells of a failure: {@code contract.assertion.failed}. */
  static boolean isFailure(String eventType) {
    return EventCatalog.standard().type(eventType).failure();
  }
}
