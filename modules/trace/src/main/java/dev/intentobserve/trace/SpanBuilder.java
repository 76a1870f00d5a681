package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.model.trace.WorkSpan;
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

/** Builds the span of one entity of a tree. */
final class SpanBuilder {
  static final String PHASE = "phase";

  private static final Set<String> ENVELOPE =
      Set.of(EntityFactsBuilder.TITLE, EntityFactsBuilder.SOURCE, EntityFactsBuilder.ACTOR);

  private final EntityLineage lineage;
  private final EntityTree tree;
  private final StateResolver stateResolver;
  private final EntityTimes times;

  SpanBuilder(
      EntityLineage lineage, EntityTree tree, StateResolver stateResolver, EntityTimes times) {
    this.lineage = lineage;
    this.tree = tree;
    this.stateResolver = stateResolver;
    this.times = times;
  }

  /** The name of an entity: its own title, else a name given by others, else its id. */
  static String name(EntityFacts facts) {
    return facts
        .attribute(EntityFactsBuilder.TITLE)
        .or(() -> facts.attribute(EntityFactsBuilder.NAMED))
        .orElse(facts.key().id());
  }

  @Nullable Instant start(EntityKey key) {
    return times.start(key);
  }

  /** The root starts with the first work under it, so traces grow backwards. */
  WorkSpan root(@Nullable Instant firstWork) {
    return span(tree.root(), null, rootStart(firstWork));
  }

  @Nullable Instant rootStart(@Nullable Instant firstWork) {
    Instant own = times.start(tree.root());
    return own == null || (firstWork != null && firstWork.isBefore(own)) ? firstWork : own;
  }

  @Nullable Instant end(EntityKey key) {
    return times.end(key);
  }

  WorkSpan of(EntityKey key) {
    return span(key, spanId(tree.parent(key)), times.start(key));
  }

  WorkSpan of(IntentPhases.Phase phase) {
    return WorkSpan.builder()
        .spanId(TraceIds.spanId(lineage.scope(), tree.root(), PHASE + ":" + phase.name()))
        .parentId(spanId(tree.root()))
        .kind(PHASE)
        .id(phase.name())
        .name(phase.name().replace('_', ' '))
        .state(phase.end() == null ? "open" : "complete")
        .start(phase.start())
        .end(phase.end())
        .build();
  }

  private WorkSpan span(EntityKey key, @Nullable String parentId, @Nullable Instant start) {
    EntityFacts facts = lineage.facts(key);
    return WorkSpan.builder()
        .spanId(spanId(key))
        .parentId(parentId)
        .kind(key.kind().code())
        .id(key.id())
        .name(name(facts))
        .state(stateResolver.state(key).code())
        .start(start)
        .end(times.end(key))
        .attributes(attributes(key, facts))
        .events(moments(facts))
        .links(links(key, facts))
        .flags(flags(key, facts))
        .build();
  }

  private String spanId(EntityKey key) {
    return TraceIds.spanId(lineage.scope(), key, "");
  }

  private SortedMap<String, String> attributes(EntityKey key, EntityFacts facts) {
    SortedMap<String, String> attributes = new TreeMap<>();
    facts
        .attributes()
        .forEach(
            (name, claim) -> {
              if (!name.equals(EntityFactsBuilder.NAMED) && !EntityFacts.ours(name)) {
                attributes.put(attribute(name), claim.value());
              }
            });
    attributes.put(TelemetryNames.ATTR_KIND, key.kind().code());
    attributes.put(TelemetryNames.ATTR_REF, key.id());
    attributes.put(TelemetryNames.ATTR_STATE, stateResolver.state(key).code());
    String level = TrustLevel.level(facts);
    if (level != null) {
      attributes.put(TelemetryNames.ATTR_LEVEL, level);
    }
    Stamp linked = backfilledAt(key);
    if (linked != null) {
      attributes.put(TelemetryNames.ATTR_BACKFILLED, "true");
      attributes.put(TelemetryNames.ATTR_LINKED_AT, linked.time().toString());
    }
    return attributes;
  }

  private static String attribute(String name) {
    return ENVELOPE.contains(name) ? "intent." + name : TelemetryNames.ATTR_DATA + name;
  }

  /** A signal is older than its intent and is linked into the trace later, at this time. */
  private @Nullable Stamp backfilledAt(EntityKey key) {
    return key.kind() == EntityKind.SIGNAL && tree.root().kind() == EntityKind.INTENT
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
    StampedValue cluster = lineage.parent(key, EntityKind.CLUSTER);
    if (cluster != null && tree.root().kind() == EntityKind.INTENT) {
      EntityKey provisional = new EntityKey(EntityKind.CLUSTER, cluster.value());
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
