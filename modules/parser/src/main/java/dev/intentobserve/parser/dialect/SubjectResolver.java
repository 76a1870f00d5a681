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
  private final EventType type;
  private final EntityReferences references;

  /** Ids of the entity itself: their defects are defects of the event. */
  private final EntityReferences own;

  private SubjectResolver(EventType type, EntityReferences references, EntityReferences own) {
    this.type = type;
    this.references = references;
    this.own = own;
  }

  /** Null where the event is about no entity. */
  public static @Nullable EntityKey of(
      EventEnvelope envelope, EventType type, EntityReferences references, Set<EventFlag> flags) {
    EntityReferences own = new EntityReferences(envelope, flags);
    return new SubjectResolver(type, references, own).find().orElse(null);
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
        references.cluster().or(own::emitted).map(id -> new EntityKey(EntityKind.CLUSTER, id));
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
        .or(() -> own.emitted().map(this::keyed))
        .or(() -> references.cluster().map(id -> new EntityKey(EntityKind.CLUSTER, id)))
        .or(() -> own.id("file").map(id -> new EntityKey(EntityKind.SIGNAL, id)));
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
        .or(own::emitted)
        .or(() -> own.id("file"))
        .map(id -> new EntityKey(type.kind(), id));
  }

  /** The id in a field references after the kind, or in {@code id}, as the templates write it. */
  private Optional<String> declared() {
    String kind = type.kind().code();
    return own.id(kind + "_id").or(() -> own.inData(kind)).or(() -> own.inData("id"));
  }
}
