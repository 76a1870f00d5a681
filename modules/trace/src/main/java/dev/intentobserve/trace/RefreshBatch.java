package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.EntityStatePorts.MovedEntitiesOf;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects summaries and states to save together; for one thread. */
final class RefreshBatch {
  private final List<StaleRoot> done = new ArrayList<>();
  private final Map<Scoped<EntityKey>, TraceSummary> summaries = new LinkedHashMap<>();
  private final Map<Scoped<EntityKey>, EntityState> entityStates = new LinkedHashMap<>();
  private final Set<Scoped<EntityKey>> topAncestors = new HashSet<>();

  RefreshBatch answers(StaleRoot stale) {
    done.add(stale);
    topAncestors.add(new Scoped<>(stale.scope(), stale.root()));
    return this;
  }

  RefreshBatch add(Scope scope, TraceSummary summary) {
    topAncestors.add(new Scoped<>(scope, summary.root()));
    summaries.put(new Scoped<>(scope, summary.root()), summary);
    return this;
  }

  RefreshBatch add(Scope scope, List<EntityState> made) {
    for (EntityState entityState : made) {
      entityStates.put(new Scoped<>(scope, entityState.key()), entityState);
      topAncestors.add(new Scoped<>(scope, entityState.top()));
    }
    return this;
  }

  /** Marks roots as refreshed, even if no entity is below them any more. */
  RefreshBatch covers(Scope scope, Set<EntityKey> refreshed) {
    refreshed.forEach(top -> topAncestors.add(new Scoped<>(scope, top)));
    return this;
  }

  int size() {
    return entityStates.size();
  }

  boolean has(Scoped<EntityKey> top) {
    return topAncestors.contains(top);
  }

  /** Entities whose states would be left behind. */
  MovedEntitiesOf movedEntities() {
    return new MovedEntitiesOf(topAncestors, scopedStates());
  }

  SaveSummaries saved() {
    List<Scoped<TraceSummary>> all = new ArrayList<>();
    summaries.forEach((root, summary) -> all.add(new Scoped<>(root.scope(), summary)));
    return new SaveSummaries(all, scopedStates(), done);
  }

  private List<Scoped<EntityState>> scopedStates() {
    List<Scoped<EntityState>> all = new ArrayList<>();
    entityStates.forEach((key, entityState) -> all.add(new Scoped<>(key.scope(), entityState)));
    return all;
  }
}
