package dev.intentobserve.model.entity;

import dev.intentobserve.model.Coded;
import dev.intentobserve.model.entity.EntityState.Milestone;
import java.util.Locale;
import java.util.Optional;

/**
 * The phases of an intent whose durations are measured. {@link #INTENT_TO_FIRST_SPEC} is how the
 * published site reads {@link #INTENT_TO_SPEC}: until the first spec is authored, not approved.
 */
public enum CycleTime implements Coded {
  SIGNAL_TO_INTENT(Milestone.FIRST_SIGNAL, Milestone.PROPOSED),
  INTENT_TO_SPEC(Milestone.PROPOSED, Milestone.SPEC_APPROVED),
  INTENT_TO_FIRST_SPEC(Milestone.PROPOSED, Milestone.SPEC_AUTHORED),
  SPEC_TO_COMPLETE(Milestone.SPEC_APPROVED, Milestone.COMPLETED);

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
