package dev.intentobserve.reading;

import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.EventType;
import dev.intentobserve.event.Kind;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entity an event is about. The kind comes from the event's type; only clusterings and
 * promotions may speak of a cluster or an intent instead of a signal.
 */
final class Subject {
  static final String CLUSTERED = "signal.clustered";
  static final String PROMOTED = "signal.promoted";

  private final Envelope envelope;
  private final EventType type;
  private final Named named;
  private final Set<EventFlag> flags;

  private Subject(Envelope envelope, EventType type, Named named, Set<EventFlag> flags) {
    this.envelope = envelope;
    this.type = type;
    this.named = named;
    this.flags = flags;
  }

  /** Null where the event only names itself. */
  static @Nullable EntityKey of(
      Envelope envelope, EventType type, Named named, Set<EventFlag> flags) {
    return new Subject(envelope, type, named, flags).find().orElse(null);
  }

  private Optional<EntityKey> find() {
    return switch (type.name()) {
      case CLUSTERED -> clustered();
      case PROMOTED -> promoted();
      default -> general();
    };
  }

  /** A list of members without a signal of its own is a batch: it is about the cluster. */
  private Optional<EntityKey> clustered() {
    boolean batch = named.id("signal_id").isEmpty() && !named.signals().isEmpty();
    Optional<EntityKey> cluster =
        named.cluster().or(() -> emitted()).map(id -> new EntityKey(Kind.CLUSTER, id));
    return batch && cluster.isPresent() ? cluster : signalOrCluster();
  }

  /** The intent may stand where the signal should. */
  private Optional<EntityKey> promoted() {
    Optional<String> ref = named.ref();
    Optional<String> span = named.id("signal_id").or(() -> named.spanId());
    boolean swapped =
        ref.filter(id -> EntityIds.is(Kind.INTENT, id)).isPresent()
            && span.filter(id -> !EntityIds.is(Kind.INTENT, id)).isPresent();
    return swapped ? span.map(id -> keyed(id)) : signalOrCluster();
  }

  private Optional<EntityKey> signalOrCluster() {
    return declared()
        .map(id -> new EntityKey(Kind.SIGNAL, id))
        .or(() -> emitted().map(this::keyed))
        .or(() -> named.cluster().map(id -> new EntityKey(Kind.CLUSTER, id)))
        .or(() -> file().map(id -> new EntityKey(Kind.SIGNAL, id)));
  }

  /** A signal, unless the prefix says cluster, or intent. */
  private EntityKey keyed(String id) {
    Kind told = EntityIds.kind(id).orElse(Kind.SIGNAL);
    boolean other = told == Kind.CLUSTER || (told == Kind.INTENT && type.name().equals(PROMOTED));
    return new EntityKey(other ? told : Kind.SIGNAL, id);
  }

  private Optional<EntityKey> general() {
    return declared()
        .or(() -> emitted())
        .or(() -> file())
        .map(id -> new EntityKey(type.kind(), id));
  }

  /** The id in a field named after the kind, or, as templates write it, plainly {@code id}. */
  private Optional<String> declared() {
    String kind = type.kind().code();
    return envelope
        .text(kind + "_id")
        .flatMap(this::clean)
        .or(() -> envelope.data().get(kind).flatMap(Envelope::idText).flatMap(this::clean))
        .or(() -> envelope.data().get("id").flatMap(Envelope::idText).flatMap(this::clean));
  }

  private Optional<String> file() {
    return envelope.text("file").flatMap(this::clean);
  }

  /** The id in the envelope: {@code ref}, else {@code span_id}. */
  private Optional<String> emitted() {
    return Optional.ofNullable(envelope.ref())
        .flatMap(this::clean)
        .or(() -> envelope.top().get("span_id").flatMap(Envelope::idText).flatMap(this::clean));
  }

  private Optional<String> clean(String written) {
    return EntityIds.clean(written, flags);
  }
}
