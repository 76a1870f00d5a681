package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceIds;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns events into facts, without knowing earlier ones: facts merge commutatively, so the order of
 * events and the cut into pages do not matter.
 */
final class FactExtractor {
  private FactExtractor() {}

  /**
   * The facts of a page, by scope.
   *
   * @param part members of a list that are kept together
   */
  static Map<Scope, GraphDelta> assign(List<StoredEvent> page, int part) {
    Map<Scope, GraphDelta> deltas = new LinkedHashMap<>();
    for (StoredEvent stored : page) {
      assign(stored, part, deltas.computeIfAbsent(stored.scope(), scope -> new GraphDelta()));
    }
    return deltas;
  }

  private static void assign(StoredEvent stored, int part, GraphDelta deltas) {
    WorkEvent event = stored.event();
    Stamp stamp = stored.stamp();
    Set<EntityKey> named = new LinkedHashSet<>();
    if (event.entity() != null) {
      named.add(event.entity());
      EntityFactsBuilder draft =
          EntityFactsBuilder.of(event.entity())
              .occurred(event.type(), stamp)
              .describes(event, stamp);
      outcome(event).ifPresent(outcome -> draft.occurred(outcome, stamp));
      deltas.add(draft.facts());
    }
    for (Claim claim : event.claims()) {
      claim(claim, event, stamp, part, deltas, named);
    }
    if (event.traceRef() != null) {
      traceRef(event.traceRef(), stamp, named, deltas);
    }
  }

  /** Facts count how often a contract was completed, so they must keep the result of each time. */
  private static Optional<String> outcome(WorkEvent event) {
    return EventCatalog.standard().type(event.type()).evaluates()
        ? event
            .data()
            .text("assertions_failed")
            .filter(failed -> failed.matches("[0-9]+(\\.0+)?"))
            .map(
                failed ->
                    StateResolver.isZero(failed)
                        ? EntityFacts.COMPLETED_PASSED
                        : EntityFacts.COMPLETED_FAILED)
        : Optional.empty();
  }

  private static void claim(
      Claim claim,
      WorkEvent event,
      Stamp stamp,
      int part,
      GraphDelta deltas,
      Set<EntityKey> named) {
    switch (claim) {
      case Claim.Touches touches -> {
        named.add(touches.entity());
        deltas.add(touched(touches.entity(), event, stamp));
      }
      case Claim.BelongsTo belongs -> {
        named.add(belongs.child());
        named.add(belongs.parent());
        deltas.add(EntityFactsBuilder.of(belongs.child()).under(belongs.parent(), stamp).facts());
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
          deltas.add(
              EntityFactsBuilder.of(links.from()).linked(links.relation(), links.to()).facts());
    }
  }

  /** A promotion names the new intent, a clustering its cluster; better than no name. */
  private static EntityFacts touched(EntityKey entity, WorkEvent event, Stamp stamp) {
    EntityFactsBuilder draft = EntityFactsBuilder.of(entity).occurred(event.type(), stamp);
    Json.Fields data = event.data();
    boolean joins = EventCatalog.standard().type(event.type()).joins(entity.kind());
    if (joins) {
      draft.attribute(EntityFacts.NAMED_SOURCE, event.source(), stamp);
    }
    if (entity.kind() == EntityKind.INTENT) {
      data.text("intent_title")
          .or(() -> joins ? data.text("title") : Optional.empty())
          .ifPresent(title -> draft.attribute(EntityFactsBuilder.NAMED, title, stamp));
    } else if (entity.kind() == EntityKind.CLUSTER) {
      data.text("cluster_name")
          .ifPresent(name -> draft.attribute(EntityFactsBuilder.NAMED, name, stamp));
    }
    return draft.facts();
  }

  /** The trace id is a fact about every entity the event names, and an intent's claim to it. */
  private static void traceRef(String ref, Stamp stamp, Set<EntityKey> named, GraphDelta deltas) {
    for (EntityKey entity : named) {
      deltas.add(EntityFactsBuilder.of(entity).traceRef(ref, stamp).facts());
      if (entity.kind() == EntityKind.INTENT) {
        deltas.add(new TraceAlias(TraceIds.traceKey(ref), entity.id(), stamp));
      }
    }
  }
}
