package dev.intentobserve.model.entity;

import dev.intentobserve.model.Coded;
import java.util.Locale;
import java.util.Optional;

/**
 * The states that entities can be in; a state's group and tone are in {@link Lifecycle}. Records
 * and the API carry the code, because a record may be older than this list.
 */
public enum LifecycleState implements Coded {
  /** Nothing has happened to the entity yet. */
  UNKNOWN,
  CAPTURED,
  ACTIVE,
  CLUSTERED,
  PROMOTED,
  DISMISSED,
  RESOLVED,
  FORMING,
  DISSOLVED,
  PROPOSED,
  ACCEPTED,
  SPECCED,
  EXECUTING,
  COMPLETE,
  ARCHIVED,
  DRAFT,
  REVIEW,
  APPROVED,
  DEFINED,
  STARTED,
  REVISED,
  VERIFIED,
  FAILED,
  PASSED,
  PLANNED,
  PENDING,
  DECIDED,
  DENIED,
  EXPIRED,
  RUNNING,
  PAUSED,
  RESUMED,
  ESCALATED,
  WRITTEN,
  EVALUATED,
  RELEASED;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The lower-case word used in records, the API and labels. */
  @Override
  public String code() {
    return code;
  }

  /** Whether {@code state} is the code of this state. */
  public boolean is(String state) {
    return code.equals(state);
  }

  public static Optional<LifecycleState> of(String code) {
    return Coded.find(values(), code);
  }

  @Override
  public String toString() {
    return code;
  }
}
