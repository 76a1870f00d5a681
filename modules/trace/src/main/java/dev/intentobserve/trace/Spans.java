package dev.intentobserve.trace;

import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Occurrence;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Stamped;
import dev.intentobserve.event.WorkSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Draws one entity of a tree as a span. */
final class Spans {
  static final String PHASE = "phase";

  private static final Set<String> ENVELOPE =
      Set.of(FactsDraft.TITLE, FactsDraft.SOURCE, FactsDraft.ACTOR);

  private final Lineage lineage;
  private final Tree tree;
  private final Judge judge;
  private final Times times;

  Spans(Lineage lineage, Tree tree, Judge judge, Times times) {
    this.lineage = lineage;
    this.tree = tree;
    this.judge = judge;
    this.times = times;
  }

  /** What an entity is called: its own title, else what others call it, else its id. */
  static String name(EntityFacts facts) {
    return facts
        .attribute(FactsDraft.TITLE)
        .or(() -> facts.attribute(FactsDraft.NAMED))
        .orElse(facts.key().id());
  }

  @Nullable Instant start(EntityKey key) {
    return times.start(key);
  }

  /** The root begins with the first work under it: traces grow backwards. */
  WorkSpan root(@Nullable Instant firstWork) {
    Instant own = times.start(tree.root());
    Instant start = own == null || (firstWork != null && firstWork.isBefore(own)) ? firstWork : own;
    return span(tree.root(), null, start);
  }

  WorkSpan of(EntityKey key) {
    return span(key, spanId(tree.parent(key)), times.start(key));
  }

  WorkSpan of(Phases.Phase phase) {
    return new WorkSpan(
        Ids.spanId(lineage.scope(), tree.root(), PHASE + ":" + phase.name()),
        spanId(tree.root()),
        PHASE,
        phase.name(),
        phase.name().replace('_', ' '),
        phase.end() == null ? "open" : "complete",
        phase.start(),
        phase.end(),
        new TreeMap<>(),
        List.of(),
        List.of(),
        new TreeSet<>());
  }

  private WorkSpan span(EntityKey key, @Nullable String parentId, @Nullable Instant start) {
    EntityFacts facts = lineage.facts(key);
    return new WorkSpan(
        spanId(key),
        parentId,
        key.kind().code(),
        key.id(),
        name(facts),
        judge.state(key),
        start,
        times.end(key),
        attributes(key, facts),
        moments(facts),
        links(key, facts),
        flags(key, facts));
  }

  private String spanId(EntityKey key) {
    return Ids.spanId(lineage.scope(), key, "");
  }

  private SortedMap<String, String> attributes(EntityKey key, EntityFacts facts) {
    SortedMap<String, String> attributes = new TreeMap<>();
    facts
        .attributes()
        .forEach(
            (name, claim) -> {
              if (!name.equals(FactsDraft.NAMED) && !EntityFacts.ours(name)) {
                attributes.put(attribute(name), claim.value());
              }
            });
    attributes.put(Names.ATTR_KIND, key.kind().code());
    attributes.put(Names.ATTR_REF, key.id());
    attributes.put(Names.ATTR_STATE, judge.state(key));
    String level = Trust.level(facts);
    if (level != null) {
      attributes.put(Names.ATTR_LEVEL, level);
    }
    Stamp linked = backfilledAt(key);
    if (linked != null) {
      attributes.put(Names.ATTR_BACKFILLED, "true");
      attributes.put(Names.ATTR_LINKED_AT, linked.time().toString());
    }
    return attributes;
  }

  private static String attribute(String name) {
    return ENVELOPE.contains(name) ? "intent." + name : Names.ATTR_DATA + name;
  }

  /** A signal was there before its intent: it was linked into the trace later, and here is when. */
  private @Nullable Stamp backfilledAt(EntityKey key) {
    return key.kind() == Kind.SIGNAL && tree.root().kind() == Kind.INTENT
        ? lineage.linkedAt(key)
        : null;
  }

  private static List<WorkSpan.Moment> moments(EntityFacts facts) {
    List<WorkSpan.Moment> moments = new ArrayList<>();
    facts
        .occurrences()
        .forEach(
            (type, occurrence) -> {
              if (!EntityFacts.ours(type)) {
                moments.addAll(moments(type, occurrence));
              }
            });
    moments.sort(Comparator.comparing(WorkSpan.Moment::time).thenComparing(WorkSpan.Moment::name));
    return moments;
  }

  private static List<WorkSpan.Moment> moments(String type, Occurrence occurrence) {
    WorkSpan.Moment first =
        new WorkSpan.Moment(type, occurrence.first().time(), occurrence.count());
    return occurrence.first().equals(occurrence.last())
        ? List.of(first)
        : List.of(first, new WorkSpan.Moment(type, occurrence.last().time(), occurrence.count()));
  }

  private List<WorkSpan.Link> links(EntityKey key, EntityFacts facts) {
    List<WorkSpan.Link> links = new ArrayList<>();
    Stamped cluster = lineage.parent(key, Kind.CLUSTER);
    if (cluster != null && tree.root().kind() == Kind.INTENT) {
      EntityKey provisional = new EntityKey(Kind.CLUSTER, cluster.value());
      links.add(
          new WorkSpan.Link(
              "provisional", provisional.toString(), lineage.traceId(provisional), spanId(key)));
    }
    for (String link : facts.links()) {
      int space = link.indexOf(' ');
      links.add(new WorkSpan.Link(link.substring(0, space), link.substring(space + 1), null, null));
    }
    return links;
  }

  private SortedSet<String> flags(EntityKey key, EntityFacts facts) {
    SortedSet<String> flags = new TreeSet<>();
    if (facts.placeholder()) {
      flags.add("placeholder");
    }
    if (facts.collision()) {
      flags.add("collision");
    }
    if (tree.wasCut(key)) {
      flags.add("cycle");
    }
    if (backfilledAt(key) != null) {
      flags.add("backfilled");
    }
    return flags;
  }
}
