package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.EventType;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entity an event is about. The kind comes from the event type; only clusterings and
 * promotions may be about a cluster or an intent instead of a signal.
 */
public final class SubjectResolver {
  private final EventEnvelope envelope;
  private final EventType type;
  private final EntityReferences references;
  private final Set<EventFlag> flags;

  private SubjectResolver(
      EventEnvelope envelope, EventType type, EntityReferences references, Set<EventFlag> flags) {
    this.envelope = envelope;
    this.type = type;
    this.references = references;
    this.flags = flags;
  }

  /** Null where the event is about no entity. */
  public static @Nullable EntityKey of(
      EventEnvelope envelope, EventType type, EntityReferences references, Set<EventFlag> flags) {
    return new SubjectResolver(envelope, type, references, flags).find().orElse(null);
  }

  private Optional<EntityKey> find() {
    if (type.joins(EntityKind.CLUSTER)) {
      return clustered();
    }
    return type.joins(EntityKind.INTENT) ? promoted() : general();
  }

  /** A list of members without a signal of its own is a batch, which is about the cluster. */
  private Optional<EntityKey> clustered() {
    boolean batch = references.id("signal_id").isEmpty() && !references.signals().isEmpty();
    Optional<EntityKey> cluster =
        references.cluster().or(() -> emitted()).map(id -> new EntityKey(EntityKind.CLUSTER, id));
    return batch && cluster.isPresent() ? cluster : signalOrCluster();
  }

  /** Some emitters put the intent where the signal belongs. */
  private Optional<EntityKey> promoted() {
    Optional<String> ref = references.ref();
    Optional<String> span = references.id("signal_id").or(() -> references.spanId());
    boolean swapped =
        ref.filter(id -> EntityIds.is(EntityKind.INTENT, id)).isPresent()
            && span.filter(id -> !EntityIds.is(EntityKind.INTENT, id)).isPresent();
    return swapped ? span.map(id -> keyed(id)) : signalOrCluster();
  }

  private Optional<EntityKey> signalOrCluster() {
    return declared()
        .map(id -> new EntityKey(EntityKind.SIGNAL, id))
        .or(() -> emitted().map(this::keyed))
        .or(() -> references.cluster().map(id -> new EntityKey(EntityKind.CLUSTER, id)))
        .or(() -> file().map(id -> new EntityKey(EntityKind.SIGNAL, id)));
  }

  /** A signal, unless the prefix of the id is that of a cluster or an intent. */
  private EntityKey keyed(String id) {
    EntityKind told = EntityIds.kind(id).orElse(EntityKind.SIGNAL);
    boolean other =
        told == EntityKind.CLUSTER || (told == EntityKind.INTENT && type.joins(EntityKind.INTENT));
    return new EntityKey(other ? told : EntityKind.SIGNAL, id);
  }

  private Optional<EntityKey> general() {
    return declared()
        .or(() -> emitted())
        .or(() -> file())
        .map(id -> new EntityKey(type.kind(), id));
  }

  /** The id in a field references after the kind, or in {@code id}, as the templates write it. */
  private Optional<String> declared() {
    String kind = type.kind().code();
    return envelope
        .text(kind + "_id")
        .flatMap(this::clean)
        .or(() -> envelope.data().get(kind).flatMap(EventEnvelope::idText).flatMap(this::clean))
        .or(() -> envelope.data().get("id").flatMap(EventEnvelope::idText).flatMap(this::clean));
  }

  private Optional<String> file() {
    return envelope.text("file").flatMap(this::clean);
  }

  /** The id in the envelope: {@code ref}, else {@code span_id}. */
  private Optional<String> emitted() {
    return Optional.ofNullable(envelope.ref())
        .flatMap(this::clean)
        .or(
            () ->
                envelope.top().get("span_id").flatMap(EventEnvelope::idText).flatMap(this::clean));
  }

  private Optional<String> clean(String written) {
    return EntityIds.clean(written, flags);
  }
}
