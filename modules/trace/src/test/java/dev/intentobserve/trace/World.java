package dev.intentobserve.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.Alias;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Membership;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.TraceTree;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.event.WorkSpan;
import dev.intentobserve.trace.TraceConfig.Bounds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All facts of a small corpus, kept in a map instead of a cellar; dedupes as the cellar does. */
final class World {
  private final Set<String> stored = new HashSet<>();
  private final Map<EntityKey, EntityFacts> facts = new HashMap<>();
  private final List<Membership> memberships = new ArrayList<>();
  private final List<Alias> aliases = new ArrayList<>();
  private final Bounds bounds;

  World() {
    this(Bounds.DEFAULT);
  }

  World(Bounds bounds) {
    this.bounds = bounds;
  }

  static World of(WorkEvent... events) {
    return new World().add(List.of(events));
  }

  /** Takes one page. */
  World add(List<WorkEvent> page) {
    List<Stored> fresh = new ArrayList<>();
    for (WorkEvent event : page) {
      if (stored.add(event.eventId())) {
        fresh.add(new Stored(stored.size(), Scope.DEFAULT, "test", Instant.EPOCH, event));
      }
    }
    for (List<Stored> portion : Portions.of(fresh, bounds.names())) {
      for (Map<Scope, Deltas> step : Portions.steps(portion, bounds)) {
        step.values().forEach(this::commit);
      }
    }
    return this;
  }

  private void commit(Deltas deltas) {
    assertThat(deltas.memberships().stream().mapToLong(part -> part.ids().size()).sum())
        .isLessThanOrEqualTo(bounds.names());
    deltas.facts().forEach((key, added) -> facts.merge(key, added, EntityFacts::merge));
    memberships.addAll(deltas.memberships());
    aliases.addAll(deltas.aliases());
  }

  Lineage lineage() {
    return new Lineage(Scope.DEFAULT, facts.values(), memberships, aliases);
  }

  TraceTree trace(String intent) {
    return TraceBuilder.build(lineage(), new EntityKey(Kind.INTENT, intent));
  }

  /** Every trace there is, and where everybody stands. */
  Map<String, Object> everything() {
    Lineage lineage = lineage();
    Map<String, Object> everything = new TreeMap<>();
    Placer.place(lineage, lineage.everyone())
        .forEach((key, placed) -> everything.put(key.toString(), placed));
    lineage.everyone().stream()
        .map(lineage::root)
        .filter(java.util.Objects::nonNull)
        .distinct()
        .forEach(root -> everything.put("trace " + root, TraceBuilder.build(lineage, root)));
    everything.put("lives", lives(lineage));
    return everything;
  }

  /** Where everybody stands; fails for one who stands in two places. */
  Map<EntityKey, Life> lives() {
    return lives(lineage());
  }

  private static Map<EntityKey, Life> lives(Lineage lineage) {
    Tops tops = new Tops(lineage);
    Set<EntityKey> all = new HashSet<>();
    lineage.everyone().forEach(key -> all.add(tops.of(key)));
    List<Life> lives = new ArrayList<>(Lives.ofOrphans(lineage, all));
    all.stream()
        .filter(top -> Tops.roots(top.kind()))
        .forEach(root -> lives.addAll(TraceBuilder.grow(lineage, root).lives()));
    Map<EntityKey, Life> index = new TreeMap<>();
    for (Life life : lives) {
      if (index.put(life.key(), life) != null) {
        throw new IllegalStateException(life.key() + " has two lives");
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
