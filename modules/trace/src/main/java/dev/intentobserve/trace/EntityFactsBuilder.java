package dev.intentobserve.trace;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.EventType;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects the facts of one event about one entity. */
final class EntityFactsBuilder {
  /** The title from the entity's own creation or update. */
  static final String TITLE = "title";

  /** A name given by an event of another entity; used only without a title. */
  static final String NAMED = "named";

  static final String SOURCE = "source";
  static final String ACTOR = "actor";

  private static final int MAX_ATTRIBUTE_LENGTH = 1024;
  private static final String FILE = "file";

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

  /** Adds the facts of the entity's own event. */
  EntityFactsBuilder describes(WorkEvent event, Stamp stamp) {
    for (var field : event.data().values().entrySet()) {
      if (!field.getKey().equals(TITLE)) {
        field.getValue().asText().ifPresent(value -> attribute(field.getKey(), value, stamp));
      }
    }
    attribute(SOURCE, event.source(), stamp);
    EventType type = EventCatalog.standard().type(event.type());
    if (type.creates(key.kind())) {
      attribute(EntityFacts.CREATED_SOURCE, event.source(), stamp);
    }
    if (event.actor() != null) {
      attribute(ACTOR, event.actor(), stamp);
    }
    if (event.title() != null && !type.foreignTitle()) {
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
