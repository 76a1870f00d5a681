package dev.intentobserve.event;

import dev.intentobserve.event.Life.Mark;
import java.util.Locale;
import java.util.Optional;

/**
 * The stretches of an intent's life whose lengths are measured. {@link #INTENT_TO_FIRST_SPEC} is
 * the published site's reading of {@link #INTENT_TO_SPEC}: to the first spec authored instead of
 * the first one approved.
 */
public enum CycleTime {
  SIGNAL_TO_INTENT(Mark.FIRST_SIGNAL, Mark.PROPOSED),
  INTENT_TO_SPEC(Mark.PROPOSED, Mark.SPEC_APPROVED),
  INTENT_TO_FIRST_SPEC(Mark.PROPOSED, Mark.SPEC_AUTHORED),
  SPEC_TO_COMPLETE(Mark.SPEC_APPROVED, Mark.COMPLETED);

  private final Mark from;
  private final Mark to;
  private final String code = name().toLowerCase(Locale.ROOT);

  CycleTime(Mark from, Mark to) {
    this.from = from;
    this.to = to;
  }

  public Mark from() {
    return from;
  }

  public Mark to() {
    return to;
  }

  /** As in metric names and objectives: {@code signal_to_intent}. */
  public String code() {
    return code;
  }

  public static Optional<CycleTime> of(String code) {
    for (CycleTime cycle : values()) {
      if (cycle.code.equals(code)) {
        return Optional.of(cycle);
      }
    }
    return Optional.empty();
  }
}
