package dev.intentobserve.model.event;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKind;

/**
 * A type of event.
 *
 * @param name the canonical dotted name
 * @param kind the kind of entity it speaks of
 * @param rank orders events of one moment by their place in a life
 * @param known false for a name that is not in the catalog
 */
public record EventType(String name, EntityKind kind, int rank, boolean known) {
  public EventType {
    requireNonNull(name, "name");
    requireNonNull(kind, "kind");
  }
}
