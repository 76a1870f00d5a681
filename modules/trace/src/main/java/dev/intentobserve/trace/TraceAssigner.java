package dev.intentobserve.trace;

import dev.intentobserve.event.Alias;
import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Membership;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns events into facts. Knows nothing of what was there before: facts merge commutatively, so
 * the order of events and the cut into pages never matter.
 */
final class TraceAssigner {
  /** Signals' events that bring forth an entity which may never have an event of its own. */
  private static final Map<Kind, String> PROMISES =
      Map.of(Kind.INTENT, "signal.promoted", Kind.CLUSTER, "signal.clustered");

  private TraceAssigner() {}

  /**
   * What a page adds, by scope.
   *
   * @param part members of a list that are kept together
   */
  static Map<Scope, Deltas> assign(List<Stored> page, int part) {
    Map<Scope, Deltas> deltas = new LinkedHashMap<>();
    for (Stored stored : page) {
      assign(stored, part, deltas.computeIfAbsent(stored.scope(), scope -> new Deltas()));
    }
    return deltas;
  }

  private static void assign(Stored stored, int part, Deltas deltas) {
    WorkEvent event = stored.event();
    Stamp stamp = stored.stamp();
    Set<EntityKey> named = new LinkedHashSet<>();
    if (event.entity() != null) {
      named.add(event.entity());
      FactsDraft draft =
          FactsDraft.of(event.entity()).happened(event.type(), stamp).describes(event, stamp);
      outcome(event).ifPresent(outcome -> draft.happened(outcome, stamp));
      deltas.add(draft.facts());
    }
    for (Claim claim : event.claims()) {
      claim(claim, event, stamp, part, deltas, named);
    }
    if (event.traceRef() != null) {
      traceRef(event.traceRef(), stamp, named, deltas);
    }
  }

  /** Facts keep how often a contract was completed, and so must keep what each time came to. */
  private static Optional<String> outcome(WorkEvent event) {
    return event.type().equals("contract.completed")
        ? event
            .data()
            .text("assertions_failed")
            .filter(failed -> failed.matches("[0-9]+(\\.0+)?"))
            .map(
                failed ->
                    Judge.isZero(failed)
                        ? EntityFacts.COMPLETED_PASSED
                        : EntityFacts.COMPLETED_FAILED)
        : Optional.empty();
  }

  private static void claim(
      Claim claim, WorkEvent event, Stamp stamp, int part, Deltas deltas, Set<EntityKey> named) {
    switch (claim) {
      case Claim.Touches touches -> {
        named.add(touches.entity());
        deltas.add(touched(touches.entity(), event, stamp));
      }
      case Claim.BelongsTo belongs -> {
        named.add(belongs.child());
        named.add(belongs.parent());
        deltas.add(FactsDraft.of(belongs.child()).under(belongs.parent(), stamp).facts());
        deltas.add(EntityFacts.unknown(belongs.parent()));
      }
      case Claim.Lists lists -> {
        named.add(lists.parent());
        deltas.add(EntityFacts.unknown(lists.parent()));
        new Membership(lists.parent(), lists.memberKind(), lists.ids(), stamp)
            .parts(part)
            .forEach(deltas::add);
      }
      case Claim.LinksTo links ->
          deltas.add(FactsDraft.of(links.from()).linked(links.relation(), links.to()).facts());
    }
  }

  /**
   * A promotion names the intent it makes, a clustering its cluster: better than no name at all.
   */
  private static EntityFacts touched(EntityKey entity, WorkEvent event, Stamp stamp) {
    FactsDraft draft = FactsDraft.of(entity).happened(event.type(), stamp);
    Json.Fields data = event.data();
    if (PROMISES.getOrDefault(entity.kind(), "").equals(event.type())) {
      draft.attribute(EntityFacts.NAMED_SOURCE, event.source(), stamp);
    }
    if (entity.kind() == Kind.INTENT) {
      data.text("intent_title")
          .or(() -> event.type().equals("signal.promoted") ? data.text("title") : Optional.empty())
          .ifPresent(title -> draft.attribute(FactsDraft.NAMED, title, stamp));
    } else if (entity.kind() == Kind.CLUSTER) {
      data.text("cluster_name").ifPresent(name -> draft.attribute(FactsDraft.NAMED, name, stamp));
    }
    return draft.facts();
  }

  /** The trace string is a fact about every entity the event names, and an intent's claim to it. */
  private static void traceRef(String ref, Stamp stamp, Set<EntityKey> named, Deltas deltas) {
    for (EntityKey entity : named) {
      deltas.add(FactsDraft.of(entity).traceRef(ref, stamp).facts());
      if (entity.kind() == Kind.INTENT) {
        deltas.add(new Alias(Ids.traceKey(ref), entity.id(), stamp));
      }
    }
  }
}
