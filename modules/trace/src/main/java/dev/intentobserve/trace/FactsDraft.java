package dev.intentobserve.trace;

import dev.intentobserve.event.Characters;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Occurrence;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Stamped;
import dev.intentobserve.event.WorkEvent;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects what one event says about one entity. */
final class FactsDraft {
  /** The title its own creation or update gave an entity. */
  static final String TITLE = "title";

  /** A name somebody else called it by; used only where there is no title. */
  static final String NAMED = "named";

  static final String SOURCE = "source";
  static final String ACTOR = "actor";

  private static final int LONGEST_ATTRIBUTE = 1024;
  private static final String FILE = "file";

  /** Events that end or move a thing carry the title of what it became, not its own. */
  private static final Set<String> TITLE_OF_SOMETHING_ELSE =
      Set.of("signal.promoted", "signal.resolved", "signal.dismissed", "signal.clustered");

  /** How lives begin: who sent such an event of its own created the entity. */
  private static final Map<Kind, Set<String>> BIRTHS =
      Map.ofEntries(
          Map.entry(Kind.SIGNAL, Set.of("signal.created")),
          Map.entry(Kind.CLUSTER, Set.of("signal.clustered")),
          Map.entry(Kind.INTENT, Set.of("intent.proposed")),
          Map.entry(Kind.SPEC, Set.of("spec.created")),
          Map.entry(Kind.CONTRACT, Set.of("contract.defined", "contract.started")),
          Map.entry(Kind.ATOM, Set.of("atom.created")),
          Map.entry(Kind.DECISION, Set.of("decision.recorded")),
          Map.entry(Kind.APPROVAL, Set.of("approval.requested")),
          Map.entry(Kind.OBSERVATION, Set.of("observation.written")),
          Map.entry(Kind.CAPABILITY, Set.of("capability.released", "feature.released")),
          Map.entry(Kind.KNOWLEDGE, Set.of("knowledge.ingested")));

  private final EntityKey key;
  private final SortedMap<String, Occurrence> occurrences = new TreeMap<>();
  private final SortedMap<String, Stamped> attributes = new TreeMap<>();
  private final SortedMap<Kind, Stamped> parents = new TreeMap<>();
  private final SortedMap<String, Stamp> traceRefs = new TreeMap<>();
  private final SortedSet<String> files = new TreeSet<>();
  private final SortedSet<String> links = new TreeSet<>();

  private FactsDraft(EntityKey key) {
    this.key = key;
  }

  static FactsDraft of(EntityKey key) {
    return new FactsDraft(key);
  }

  FactsDraft happened(String type, Stamp stamp) {
    occurrences.put(type, Occurrence.once(stamp));
    return this;
  }

  /** Takes over what the entity's own event carries. */
  FactsDraft describes(WorkEvent event, Stamp stamp) {
    for (var field : event.data().values().entrySet()) {
      if (!field.getKey().equals(TITLE)) {
        field.getValue().asText().ifPresent(value -> attribute(field.getKey(), value, stamp));
      }
    }
    attribute(SOURCE, event.source(), stamp);
    if (BIRTHS.getOrDefault(key.kind(), Set.of()).contains(event.type())) {
      attribute(EntityFacts.CREATED_SOURCE, event.source(), stamp);
    }
    if (event.actor() != null) {
      attribute(ACTOR, event.actor(), stamp);
    }
    if (event.title() != null && !TITLE_OF_SOMETHING_ELSE.contains(event.type())) {
      attribute(TITLE, event.title(), stamp);
    }
    if (event.data().values().get(FILE) instanceof Json.Text file && !file.value().isBlank()) {
      files.add(file.value());
    }
    return this;
  }

  FactsDraft attribute(String name, String value, Stamp stamp) {
    attributes.put(name, new Stamped(stamp, Characters.cut(value, LONGEST_ATTRIBUTE)));
    return this;
  }

  FactsDraft under(EntityKey parent, Stamp stamp) {
    parents.put(parent.kind(), new Stamped(stamp, parent.id()));
    return this;
  }

  FactsDraft traceRef(String ref, Stamp stamp) {
    traceRefs.put(ref, stamp);
    return this;
  }

  FactsDraft linked(String relation, EntityKey to) {
    links.add(relation + " " + to);
    return this;
  }

  EntityFacts facts() {
    return new EntityFacts(key, occurrences, attributes, parents, traceRefs, files, links);
  }
}
