package dev.intentobserve.model.entity;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/** Names an entity within its {@code Scope}. */
public record EntityKey(EntityKind kind, String id) implements Comparable<EntityKey> {
  private static final Comparator<EntityKey> ORDER =
      Comparator.comparing(EntityKey::kind).thenComparing(EntityKey::id);

  public EntityKey {
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
    if (id.isBlank()) {
      throw new IllegalArgumentException("a blank id names no entity");
    }
  }

  /** The assertion of a contract; assertion ids are unique only within their contract. */
  public static EntityKey assertion(String contractId, String assertionId) {
    return new EntityKey(EntityKind.ASSERTION, contractId + "/" + assertionId);
  }

  @Override
  public int compareTo(EntityKey other) {
    return ORDER.compare(this, other);
  }

  /** {@code signal:SIG-001}. */
  @Override
  public String toString() {
    return kind + ":" + id;
  }
}
