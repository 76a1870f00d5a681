package dev.intentobserve.model.entity;

import dev.intentobserve.model.Coded;
import java.util.Locale;
import java.util.Optional;

/** The kinds of entity an event can be about. The event's type decides, not the id's prefix. */
public enum EntityKind implements Coded {
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
  @Override
  public String code() {
    return code;
  }

  public static Optional<EntityKind> of(String code) {
    return Coded.find(values(), code);
  }

  @Override
  public String toString() {
    return code;
  }
}
