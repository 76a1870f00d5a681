package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The states of all entities below some topmost entities, and the summaries of their traces. */
final class SubtreeStates {
  private final List<TraceSummary> summaries = new ArrayList<>();
  private final List<EntityState> states = new ArrayList<>();
  private final Set<EntityKey> missingTops = new LinkedHashSet<>();

  SubtreeStates(Scope scope, EntityGraphCache cache, GraphClosure loaded, Set<EntityKey> tops) {
    EntityLineage lineage = loaded.lineage();
    TopAncestors topAncestors = new TopAncestors(lineage);
    compute(lineage, topAncestors, tops);
    for (EntityKey key : loaded.reachedBelow()) {
      EntityState stored = cache.node(scope, key).state;
      EntityKey top = topAncestors.of(key);
      if (stored != null && !stored.top().equals(top)) {
        require(top, tops);
        require(topAncestors.of(stored.top()), tops);
      }
    }
  }

  List<TraceSummary> summaries() {
    return summaries;
  }

  List<EntityState> states() {
    return states;
  }

  /** Topmost entities that entities moved to or from and that are not among the given ones. */
  Set<EntityKey> missingTops() {
    return missingTops;
  }

  SaveSummaries saved(Scope scope, List<StaleRoot> answered) {
    return new SaveSummaries(
        summaries.stream().map(summary -> new Scoped<>(scope, summary)).toList(),
        states.stream().map(state -> new Scoped<>(scope, state)).toList(),
        answered);
  }

  private void require(EntityKey top, Set<EntityKey> tops) {
    if (!tops.contains(top)) {
      missingTops.add(top);
    }
  }

  private void compute(EntityLineage lineage, TopAncestors topAncestors, Set<EntityKey> tops) {
    Set<EntityKey> orphans = new HashSet<>();
    for (EntityKey top : tops) {
      boolean topmost = topAncestors.of(top).equals(top);
      boolean root = TopAncestors.roots(top.kind());
      if (topmost && root) {
        TraceBuilder.Projected trace = TraceBuilder.project(lineage, top);
        summaries.add(trace.summary());
        states.addAll(trace.states());
      } else if (topmost) {
        orphans.add(top);
      } else if (root) {
        summaries.add(TraceBuilder.promoted(lineage, top));
      }
    }
    if (!orphans.isEmpty()) {
      states.addAll(EntityStates.ofOrphans(lineage, orphans));
    }
  }
}
