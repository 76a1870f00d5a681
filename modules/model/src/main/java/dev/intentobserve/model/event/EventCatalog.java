package dev.intentobserve.model.event;

import dev.intentobserve.model.TsvResource;
import dev.intentobserve.model.entity.EntityKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The known event types, read from {@code event-types.tsv}. */
public final class EventCatalog {
  /** After every known rank, so that an unknown type never outranks a lifecycle event. */
  private static final int UNKNOWN_RANK = 200;

  private static final Pattern EFFECT =
      Pattern.compile(
          "(creates|joins|backfills):[a-z]+|co-references|foreign-title|evaluates|failure");

  private static final EventCatalog STANDARD =
      new EventCatalog(TsvResource.read("event-types.tsv", 4));

  private final Map<String, EventType> byName = new HashMap<>();
  private final Map<String, EventType> canonical = new LinkedHashMap<>();

  private EventCatalog(Iterable<String[]> rows) {
    for (String[] row : rows) {
      EventType type =
          new EventType(row[0], kind(row[1]), Integer.parseInt(row[2]), true, effects(row[3]));
      canonical.put(type.name(), type);
      add(row[0], type);
      for (String synonym : row.length > 4 ? row[4].split(" ") : new String[0]) {
        add(synonym, type);
      }
    }
  }

  public static EventCatalog standard() {
    return STANDARD;
  }

  /** The type behind a canonical name or a synonym; an unknown one keeps its own name. */
  public EventType type(String name) {
    EventType known = byName.get(name);
    return known != null
        ? known
        : new EventType(name, kindOfUnknown(name), UNKNOWN_RANK, false, Set.of());
  }

  /** The known types in the order of the file. */
  public Collection<EventType> types() {
    return canonical.values();
  }

  /** The names of the known types for which {@code condition} holds, in the order of the file. */
  public SequencedSet<String> names(Predicate<EventType> condition) {
    SequencedSet<String> names = new LinkedHashSet<>();
    types().stream().filter(condition).map(EventType::name).forEach(names::add);
    return names;
  }

  /** The types that create an entity of {@code kind}. */
  public SequencedSet<String> creating(EntityKind kind) {
    return names(type -> type.creates(kind));
  }

  /** The types that move their signals into an entity of {@code kind}. */
  public SequencedSet<String> joining(EntityKind kind) {
    return names(type -> type.joins(kind));
  }

  private void add(String name, EventType type) {
    if (!name.isEmpty() && byName.put(name, type) != null) {
      throw new IllegalStateException("event-types.tsv names " + name + " twice");
    }
  }

  private static EntityKind kind(String word) {
    return EntityKind.of(word).orElseThrow(() -> new IllegalStateException("no kind " + word));
  }

  private static Set<String> effects(String words) {
    Set<String> effects = words.equals("-") ? Set.of() : Set.of(words.split(" "));
    for (String effect : effects) {
      if (!EFFECT.matcher(effect).matches()) {
        throw new IllegalStateException("event-types.tsv: no effect " + effect);
      }
      int colon = effect.indexOf(':');
      if (colon > 0) {
        kind(effect.substring(colon + 1));
      }
    }
    return effects;
  }

  /** {@code spec.frobnicated} is about a spec although it is not in the catalog. */
  private static EntityKind kindOfUnknown(String name) {
    int dot = name.indexOf('.');
    return EntityKind.of(dot < 0 ? name : name.substring(0, dot)).orElse(EntityKind.OTHER);
  }
}
