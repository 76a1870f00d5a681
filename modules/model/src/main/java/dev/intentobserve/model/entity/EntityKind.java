package dev.intentobserve.model.entity;

import java.util.Locale;
import java.util.Optional;

/** The kinds of entity an event can be about. The event's type decides, not the id's prefix. */
public enum EntityKind {
  SIGNAL,
  CLUSTER,
  INTENT,
  SPEC,
  CONTRACT,
  ASSERTION,
  ATOM,
  DECISION,
  APPROVAL,
  ELEVATION,
  OBSERVATION,
  EXECUTION,
  CAPABILITY,
  KNOWLEDGE,
  SYSTEM,
  OTHER;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The lower-case word used in the API, the record and the catalog. */
  public String code() {
    return code;
  }

  public static Optional<EntityKind> of(String code) {
    for (EntityKind kind : values()) {
      if (kind.code.equals(code)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return code;
  }
}
