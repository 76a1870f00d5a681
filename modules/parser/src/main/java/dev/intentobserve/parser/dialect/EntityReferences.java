package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.json.Json;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ids an event refers to in dedicated fields. A placeholder such as "unknown" counts as no id.
 */
public final class EntityReferences {
  private static final List<String> SIGNAL_LISTS =
      List.of("signals", "signal_ids", "source_signals", "source_signal");

  private final EventEnvelope envelope;
  private final Set<EventFlag> flags;

  /** Defects of these ids are no defects of the event. */
  public EntityReferences(EventEnvelope envelope) {
    this(envelope, EnumSet.noneOf(EventFlag.class));
  }

  /**
   * @param flags take the defects of the ids
   */
  EntityReferences(EventEnvelope envelope, Set<EventFlag> flags) {
    this.envelope = envelope;
    this.flags = flags;
  }

  Optional<String> id(String field) {
    return envelope.text(field).flatMap(this::clean);
  }

  /** The affected entity according to the envelope. */
  Optional<String> ref() {
    return Optional.ofNullable(envelope.ref()).flatMap(this::clean);
  }

  Optional<String> spanId() {
    return envelope.top().get("span_id").flatMap(EventEnvelope::idText).flatMap(this::clean);
  }

  /** An id in the data only, not in the envelope. */
  Optional<String> inData(String field) {
    return envelope.data().get(field).flatMap(EventEnvelope::idText).flatMap(this::clean);
  }

  /** The id in the envelope: {@code ref}, else {@code span_id}. */
  Optional<String> emitted() {
    return ref().or(this::spanId);
  }

  Optional<String> cluster() {
    return id("cluster_id").or(() -> id("cluster")).or(() -> id("cluster_name"));
  }

  /** The id that the event gives for an entity of this kind. */
  Optional<String> of(EntityKind kind) {
    return switch (kind) {
      case CLUSTER -> cluster();
      case SIGNAL -> id("signal_id");
      default -> id(kind.code() + "_id").or(() -> id(kind.code()));
    };
  }

  List<String> signals() {
    return SIGNAL_LISTS.stream().flatMap(name -> members(name, "signal_id")).distinct().toList();
  }

  List<String> contracts() {
    return members("contracts", "contract_id").distinct().toList();
  }

  /** The ids in a list, whose members may be objects with an id. */
  Stream<String> members(String field, String idField) {
    return envelope.find(field).stream()
        .flatMap(
            list -> list instanceof Json.Items items ? items.values().stream() : Stream.of(list))
        .flatMap(member -> memberId(member, idField).stream())
        .flatMap(written -> clean(written).stream());
  }

  /** The lists of signals and contracts with more than {@code most} members, by field name. */
  public Set<String> longLists(int most) {
    return Stream.concat(SIGNAL_LISTS.stream(), Stream.of("contracts"))
        .filter(
            name ->
                envelope.data().values().get(name) instanceof Json.Items list
                    && list.values().size() > most)
        .collect(Collectors.toSet());
  }

  private static Optional<String> memberId(Json member, String idField) {
    return member instanceof Json.Fields fields
        ? fields.text(idField).or(() -> fields.text("id"))
        : EventEnvelope.idText(member);
  }

  private Optional<String> clean(String written) {
    return EntityIds.clean(written, flags);
  }
}
