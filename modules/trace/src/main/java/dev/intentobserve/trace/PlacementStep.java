package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.EntityGraph;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TracePorts;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Computes what to commit for a page of events. */
final class PlacementStep {
  private final GraphLoader graphLoader;

  PlacementStep(GraphLoader graphLoader) {
    this.graphLoader = graphLoader;
  }

  /** The changes of {@code deltas}, committed as a move of the cursor. */
  Future<CommitFacts> place(Map<Scope, GraphDelta> deltas, long from, long to) {
    return Futures.fold(
            deltas.entrySet(),
            new Draft(),
            (draft, scoped) -> place(scoped.getKey(), scoped.getValue(), draft))
        .map(draft -> draft.commit(from, to));
  }

  private Future<Draft> place(Scope scope, GraphDelta deltas, Draft draft) {
    Set<EntityKey> keys = deltas.keys();
    return graphLoader
        .above(scope, keys, deltas.traceRefs())
        .compose(
            known ->
                graphLoader.computed(
                    keys.size() + GraphLoader.weight(known),
                    () -> draft.add(scope, deltas, known)));
  }

  /** Collects the changes of the scopes of a page. */
  private static final class Draft {
    private final List<Scoped<EntityFacts>> facts = new ArrayList<>();
    private final List<Scoped<Membership>> memberships = new ArrayList<>();
    private final List<Scoped<TraceAlias>> aliases = new ArrayList<>();
    private final Set<Scoped<EntityKey>> stale = new HashSet<>();

    Draft add(Scope scope, GraphDelta deltas, EntityGraph before) {
      EntityGraph after = merged(before, deltas);
      Map<EntityKey, EntityFacts> known = index(after.facts());
      deltas.facts().keySet().stream()
          .map(known::get)
          .forEach(merged -> facts.add(new Scoped<>(scope, merged)));
      deltas.memberships().forEach(m -> memberships.add(new Scoped<>(scope, m)));
      deltas.aliases().forEach(a -> aliases.add(new Scoped<>(scope, a)));
      new StaleTops(deltas, new EntityLineage(scope, before), new EntityLineage(scope, after))
          .all()
          .forEach(top -> stale.add(new Scoped<>(scope, top)));
      return this;
    }

    CommitFacts commit(long from, long to) {
      return new CommitFacts(TracePorts.CURSOR, from, to, facts, memberships, aliases, stale);
    }

    private static EntityGraph merged(EntityGraph before, GraphDelta deltas) {
      Map<EntityKey, EntityFacts> facts = index(before.facts());
      deltas.facts().forEach((key, added) -> facts.merge(key, added, EntityFacts::merge));
      List<Membership> memberships = new ArrayList<>(before.memberships());
      memberships.addAll(deltas.memberships());
      List<TraceAlias> aliases = new ArrayList<>(before.aliases());
      aliases.addAll(deltas.aliases());
      return new EntityGraph(List.copyOf(facts.values()), memberships, aliases);
    }

    private static Map<EntityKey, EntityFacts> index(List<EntityFacts> facts) {
      Map<EntityKey, EntityFacts> index = new HashMap<>();
      facts.forEach(entity -> index.put(entity.key(), entity));
      return index;
    }
  }
}
