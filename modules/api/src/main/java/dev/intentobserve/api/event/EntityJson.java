package dev.intentobserve.api.event;

import dev.intentobserve.api.http.ApiLinks;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entities as JSON: their keys, facts, state and placement. */
public final class EntityJson {
  private static final Comparator<Map.Entry<String, Occurrence>> BY_FIRST =
      Comparator.comparing((Map.Entry<String, Occurrence> entry) -> entry.getValue().first())
          .thenComparing(Map.Entry::getKey);

  private EntityJson() {}

  /** Whether no event, list or claim has ever named this entity. */
  static boolean isUnknown(EntityKey key, EntityPlacement placed) {
    return placed.facts().equals(EntityFacts.unknown(key))
        && placed.placement() instanceof Placement.Orphan
        && placed.parents().isEmpty();
  }

  static Json.Fields item(EntityStateRow row) {
    EntityState entityState = row.entityState();
    return head(
            entityState.key(),
            entityState.state(),
            entityState.level(),
            placementOf(entityState),
            row.facts())
        .put("source", entityState.source())
        .put("product", entityState.product())
        .put("cluster", entityState.cluster())
        .put("start", entityState.start())
        .put("end", entityState.end())
        .build();
  }

  private static Placement placementOf(EntityState entityState) {
    String traceId = entityState.traceId();
    String spanId = entityState.spanId();
    return traceId == null || spanId == null
        ? new Placement.Orphan()
        : new Placement.InTrace(traceId, entityState.top(), spanId);
  }

  static Json.Fields detail(EntityKey key, EntityPlacement placed) {
    EntityFacts facts = placed.facts();
    return head(key, placed.state(), placed.level(), placed.placement(), facts)
        .put("attributes", attributesJson(facts.attributes()))
        .put("parents", keys(placed.parents()))
        .put(
            "history",
            facts.occurrences().entrySet().stream()
                .filter(entry -> !EntityFacts.ours(entry.getKey()))
                .sorted(BY_FIRST)
                .map(EntityJson::occurrence)
                .toList())
        .put("trace_refs", Json.of(facts.traceRefs().keySet()))
        .put("files", Json.of(facts.files()))
        .put("links", Json.of(facts.links()))
        .put("events", ApiLinks.eventsOf(key))
        .build();
  }

  private static Json.Builder head(
      EntityKey key, String state, @Nullable String level, Placement placement, EntityFacts facts) {
    return Json.object()
        .put("kind", key.kind().code())
        .put("id", key.id())
        .put("state", state)
        .put("level", level)
        .put("trust", trust(facts))
        .put("title", facts.attribute("title").orElse(null))
        .put("placement", placement(placement))
        .put("first_seen", time(facts.firstSeen()))
        .put("last_seen", time(facts.lastSeen()))
        .put("collision", facts.collision())
        .put("placeholder", facts.placeholder());
  }

  /** Emitters use two names; the shorter one wins, as for the level. */
  private static @Nullable String trust(EntityFacts facts) {
    return facts.attribute("trust").or(() -> facts.attribute("trust_score")).orElse(null);
  }

  private static @Nullable Instant time(@Nullable Stamp stamp) {
    return stamp == null ? null : stamp.time();
  }

  private static Json attributesJson(Map<String, StampedValue> attributes) {
    Json.Builder out = Json.object();
    attributes.forEach(
        (name, value) -> {
          if (!EntityFacts.ours(name)) {
            out.put(name, stamped(value));
          }
        });
    return out.build();
  }

  private static Json stamped(StampedValue claim) {
    return Json.object()
        .put("value", claim.value())
        .put("since", claim.stamp().time())
        .put("event_id", claim.stamp().eventId())
        .build();
  }

  private static Json occurrence(Map.Entry<String, Occurrence> entry) {
    Occurrence occurrence = entry.getValue();
    return Json.object()
        .put("type", entry.getKey())
        .put("count", occurrence.count())
        .put("first", occurrence.first().time())
        .put("first_event_id", occurrence.first().eventId())
        .put("last", occurrence.last().time())
        .put("last_event_id", occurrence.last().eventId())
        .build();
  }

  /** State {@code orphan}, {@code provisional} or {@code in_trace}, and the trace. */
  static Json.Builder placement(Placement placement) {
    return switch (placement) {
      case Placement.Orphan orphan -> placement("orphan", null, null, null);
      case Placement.InTrace p ->
          placement(
              p.provisional() ? "provisional" : "in_trace", p.traceId(), p.spanId(), p.root());
    };
  }

  public static @Nullable String traceId(@Nullable Placement placement) {
    return placement instanceof Placement.InTrace inTrace ? inTrace.traceId() : null;
  }

  public static Json key(@Nullable EntityKey key) {
    return key == null
        ? Json.nothing()
        : Json.object().put("kind", key.kind().code()).put("id", key.id()).build();
  }

  static Json keys(Collection<EntityKey> keys) {
    return new Json.Items(keys.stream().map(EntityJson::key).toList());
  }

  private static Json.Builder placement(
      String state, @Nullable String traceId, @Nullable String spanId, @Nullable EntityKey root) {
    return Json.object()
        .put("state", state)
        .put("trace_id", traceId)
        .put("span_id", spanId)
        .put("root", key(root));
  }
}
