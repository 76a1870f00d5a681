package dev.intentobserve.trace;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what one event says about one entity. */
final class EntityFactsBuilder {
  /** The title its own creation or update gave an entity. */
  static final String TITLE = "title";

  /** A name somebody else called it by; used only where there is no title. */
  static final String NAMED = "named";

  static final String SOURCE = "source";
  static final String ACTOR = "actor";

  private static final int MAX_ATTRIBUTE_LENGTH = 1024;
  private static final String FILE = "file";

  /** Events that end or move a thing carry the title of what it became, not its own. */
  private static final Set<String> FOREIGN_TITLE_EVENTS =
      Set.of("signal.promoted", "signal.resolved", "signal.dismissed", "signal.clustered");

  /** How lives begin: who sent such an event of its own created the entity. */
  private static final Map<EntityKind, Set<String>> CREATION_EVENTS =
      Map.ofEntries(
          Map.entry(EntityKind.SIGNAL, Set.of("signal.created")),
          Map.entry(EntityKind.CLUSTER, Set.of("signal.clustered")),
          Map.entry(EntityKind.INTENT, Set.of("intent.proposed")),
          Map.entry(EntityKind.SPEC, Set.of("spec.created")),
          Map.entry(EntityKind.CONTRACT, Set.of("contract.defined", "contract.started")),
          Map.entry(EntityKind.ATOM, Set.of("atom.created")),
          Map.entry(EntityKind.DECISION, Set.of("decision.recorded")),
          Map.entry(EntityKind.APPROVAL, Set.of("approval.requested")),
          Map.entry(EntityKind.OBSERVATION, Set.of("observation.written")),
          Map.entry(EntityKind.CAPABILITY, Set.of("capability.released", "feature.released")),
          Map.entry(EntityKind.KNOWLEDGE, Set.of("knowledge.ingested")));

  private final EntityKey key;
  private final SortedMap<String, Occurrence> occurrences = new TreeMap<>();
  private final SortedMap<String, StampedValue> attributes = new TreeMap<>();
  private final SortedMap<EntityKind, StampedValue> parents = new TreeMap<>();
  private final SortedMap<String, Stamp> traceRefs = new TreeMap<>();
  private final SortedSet<String> files = new TreeSet<>();
  private final SortedSet<String> links = new TreeSet<>();

  private EntityFactsBuilder(EntityKey key) {
    this.key = key;
  }

  static EntityFactsBuilder of(EntityKey key) {
    return new EntityFactsBuilder(key);
  }

  EntityFactsBuilder occurred(String type, Stamp stamp) {
    occurrences.put(type, Occurrence.once(stamp));
    return this;
  }

  /** Takes over what the entity's own event carries. */
  EntityFactsBuilder describes(WorkEvent event, Stamp stamp) {
    for (var field : event.data().values().entrySet()) {
      if (!field.getKey().equals(TITLE)) {
        field.getValue().asText().ifPresent(value -> attribute(field.getKey(), value, stamp));
      }
    }
    attribute(SOURCE, event.source(), stamp);
    if (CREATION_EVENTS.getOrDefault(key.kind(), Set.of()).contains(event.type())) {
      attribute(EntityFacts.CREATED_SOURCE, event.source(), stamp);
    }
    if (event.actor() != null) {
      attribute(ACTOR, event.actor(), stamp);
    }
    if (event.title() != null && !FOREIGN_TITLE_EVENTS.contains(event.type())) {
      attribute(TITLE, event.title(), stamp);
    }
    if (event.data().values().get(FILE) instanceof Json.Text file && !file.value().isBlank()) {
      files.add(file.value());
    }
    return this;
  }

  EntityFactsBuilder attribute(String name, String value, Stamp stamp) {
    attributes.put(name, new StampedValue(stamp, Utf16.cut(value, MAX_ATTRIBUTE_LENGTH)));
    return this;
  }

  EntityFactsBuilder under(EntityKey parent, Stamp stamp) {
    parents.put(parent.kind(), new StampedValue(stamp, parent.id()));
    return this;
  }

  EntityFactsBuilder traceRef(String ref, Stamp stamp) {
    traceRefs.put(ref, stamp);
    return this;
  }

  EntityFactsBuilder linked(String relation, EntityKey to) {
    links.add(relation + " " + to);
    return this;
  }

  EntityFacts facts() {
    return new EntityFacts(key, occurrences, attributes, parents, traceRefs, files, links);
  }
}
