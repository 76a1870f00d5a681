package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ids an event refers to in dedicated fields. A placeholder such as "unknown" counts as no id.
 */
public final class EntityReferences {
  private static final List<String> SIGNAL_LISTS =
      List.of("signals", "signal_ids", "source_signals", "source_signal");

  private static final String CONTRACTS = "contracts";

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
    Set<String> ids = new LinkedHashSet<>();
    SIGNAL_LISTS.forEach(name -> ids.addAll(members(name, "signal_id")));
    return List.copyOf(ids);
  }

  List<String> contracts() {
    return List.copyOf(new LinkedHashSet<>(members(CONTRACTS, "contract_id")));
  }

  /** The ids in a list, whose members may be objects with an id. */
  List<String> members(String field, String idField) {
    Json value = envelope.find(field);
    if (value == null) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    for (Json member : value instanceof Json.Items list ? list.values() : List.of(value)) {
      memberId(member, idField).flatMap(this::clean).ifPresent(ids::add);
    }
    return ids;
  }

  /** The lists of signals and contracts with more than {@code most} members, by field name. */
  public Set<String> longLists(int most) {
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, Json> field : envelope.data().values().entrySet()) {
      if (field.getValue() instanceof Json.Items list
          && list.values().size() > most
          && (SIGNAL_LISTS.contains(field.getKey()) || field.getKey().equals(CONTRACTS))) {
        names.add(field.getKey());
      }
    }
    return names;
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
