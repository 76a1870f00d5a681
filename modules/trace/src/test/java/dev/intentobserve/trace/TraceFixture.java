package dev.intentobserve.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import dev.intentobserve.trace.TraceConfig.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All facts of a small corpus in a map; ignores duplicates, as the store does. */
final class TraceFixture {
  private final Set<String> stored = new HashSet<>();
  private final Map<EntityKey, EntityFacts> facts = new HashMap<>();
  private final List<Membership> memberships = new ArrayList<>();
  private final List<TraceAlias> aliases = new ArrayList<>();
  private final Bounds bounds;

  TraceFixture() {
    this(Bounds.DEFAULT);
  }

  TraceFixture(Bounds bounds) {
    this.bounds = bounds;
  }

  static TraceFixture of(WorkEvent... events) {
    return new TraceFixture().add(List.of(events));
  }

  /** Takes one page. */
  TraceFixture add(List<WorkEvent> page) {
    List<StoredEvent> fresh = new ArrayList<>();
    for (WorkEvent event : page) {
      if (stored.add(event.eventId())) {
        fresh.add(new StoredEvent(stored.size(), Scope.DEFAULT, "test", Instant.EPOCH, event));
      }
    }
    for (List<StoredEvent> batch : BatchSplitter.of(fresh, bounds.names())) {
      for (Map<Scope, GraphDelta> step : BatchSplitter.steps(batch, bounds)) {
        step.values().forEach(this::commit);
      }
    }
    return this;
  }

  private void commit(GraphDelta deltas) {
    assertThat(deltas.memberships().stream().mapToLong(part -> part.ids().size()).sum())
        .isLessThanOrEqualTo(bounds.names());
    deltas.facts().forEach((key, added) -> facts.merge(key, added, EntityFacts::merge));
    memberships.addAll(deltas.memberships());
    aliases.addAll(deltas.aliases());
  }

  EntityLineage lineage() {
    return new EntityLineage(Scope.DEFAULT, facts.values(), memberships, aliases);
  }

  TraceTree trace(String intent) {
    return TraceBuilder.build(lineage(), new EntityKey(EntityKind.INTENT, intent));
  }

  /** Every trace, and the placement of every entity. */
  Map<String, Object> everything() {
    EntityLineage lineage = lineage();
    Map<String, Object> everything = new TreeMap<>();
    PlacementResolver.place(lineage, lineage.allKeys())
        .forEach((key, placed) -> everything.put(key.toString(), placed));
    lineage.allKeys().stream()
        .map(lineage::root)
        .filter(java.util.Objects::nonNull)
        .distinct()
        .forEach(root -> everything.put("trace " + root, TraceBuilder.build(lineage, root)));
    everything.put("states", entityStates(lineage));
    return everything;
  }

  /** The state of every entity; fails for one with two states. */
  Map<EntityKey, EntityState> entityStates() {
    return entityStates(lineage());
  }

  private static Map<EntityKey, EntityState> entityStates(EntityLineage lineage) {
    TopAncestors topAncestors = new TopAncestors(lineage);
    Set<EntityKey> all = new HashSet<>();
    lineage.allKeys().forEach(key -> all.add(topAncestors.of(key)));
    List<EntityState> entityStates = new ArrayList<>(EntityStates.ofOrphans(lineage, all));
    all.stream()
        .filter(top -> TopAncestors.roots(top.kind()))
        .forEach(root -> entityStates.addAll(TraceBuilder.project(lineage, root).states()));
    Map<EntityKey, EntityState> index = new TreeMap<>();
    for (EntityState entityState : entityStates) {
      if (index.put(entityState.key(), entityState) != null) {
        throw new IllegalStateException(entityState.key() + " has two states");
      }
    }
    return index;
  }

  static WorkSpan span(TraceTree tree, String id) {
    return tree.spans().stream().filter(span -> span.id().equals(id)).findFirst().orElseThrow();
  }

  /** {@code kind id state}, indented by depth: the whole tree at one glance. */
  static List<String> drawn(TraceTree tree) {
    Map<String, Integer> depths = new HashMap<>();
    List<String> lines = new ArrayList<>();
    for (WorkSpan span : tree.spans()) {
      int depth = span.parentId() == null ? 0 : depths.get(span.parentId()) + 1;
      depths.put(span.spanId(), depth);
      lines.add("  ".repeat(depth) + span.kind() + " " + span.id() + " " + span.state());
    }
    return lines;
  }
}
