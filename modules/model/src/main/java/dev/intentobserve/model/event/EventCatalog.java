package dev.intentobserve.model.event;

import dev.intentobserve.model.TsvResource;
import dev.intentobserve.model.entity.EntityKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event types the house knows, read from {@code event-types.tsv}. */
public final class EventCatalog {
  /** After every known rank, so that a stranger never outranks a lifecycle event of its moment. */
  private static final int UNKNOWN_RANK = 200;

  private static final EventCatalog STANDARD =
      new EventCatalog(TsvResource.read("event-types.tsv", 3));

  private final Map<String, EventType> byName = new HashMap<>();
  private final Map<String, EventType> canonical = new LinkedHashMap<>();

  private EventCatalog(Iterable<String[]> rows) {
    for (String[] row : rows) {
      EntityKind kind =
          EntityKind.of(row[1]).orElseThrow(() -> new IllegalStateException("no kind " + row[1]));
      EventType type = new EventType(row[0], kind, Integer.parseInt(row[2]), true);
      canonical.put(type.name(), type);
      add(row[0], type);
      for (String synonym : row.length > 3 ? row[3].split(" ") : new String[0]) {
        add(synonym, type);
      }
    }
  }

  private void add(String name, EventType type) {
    if (!name.isEmpty() && byName.put(name, type) != null) {
      throw new IllegalStateException("event-types.tsv names " + name + " twice");
    }
  }

  public static EventCatalog standard() {
    return STANDARD;
  }

  /** The type behind a canonical name or a synonym; a stranger keeps its own name. */
  public EventType type(String name) {
    EventType known = byName.get(name);
    return known != null ? known : new EventType(name, kindOfUnknown(name), UNKNOWN_RANK, false);
  }

  /** The known types in the order of the file. */
  public Collection<EventType> types() {
    return canonical.values();
  }

  /** {@code spec.frobnicated} speaks of a spec although nobody declared it. */
  private static EntityKind kindOfUnknown(String name) {
    int dot = name.indexOf('.');
    return EntityKind.of(dot < 0 ? name : name.substring(0, dot)).orElse(EntityKind.OTHER);
  }
}
