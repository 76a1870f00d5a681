package dev.intentobserve.model.entity;

import dev.intentobserve.model.Coded;
import dev.intentobserve.model.entity.EntityState.Milestone;
import java.util.Locale;
import java.util.Optional;

/**
 * The times of an intent that are measured. The three of the published site follow one another and
 * are the phases of its trace; the Intent document ends the second one with an approval, which is
 * {@link #INTENT_TO_APPROVED_SPEC}.
 */
public enum CycleTime implements Coded {
  SIGNAL_TO_INTENT(Milestone.FIRST_SIGNAL, Milestone.PROMOTED),
  INTENT_TO_SPEC(Milestone.PROMOTED, Milestone.SPEC_AUTHORED),
  SPEC_TO_COMPLETE(Milestone.SPEC_AUTHORED, Milestone.CONTRACTS_PASSED),
  INTENT_TO_APPROVED_SPEC(Milestone.PROMOTED, Milestone.SPEC_APPROVED);

  private final Milestone from;
  private final Milestone to;
  private final String code = name().toLowerCase(Locale.ROOT);

  CycleTime(Milestone from, Milestone to) {
    this.from = from;
    this.to = to;
  }

  public Milestone from() {
    return from;
  }

  public Milestone to() {
    return to;
  }

  /** As in metric names and objectives: {@code signal_to_intent}. */
  @Override
  public String code() {
    return code;
  }

  public static Optional<CycleTime> of(String code) {
    return Coded.find(values(), code);
  }
}
