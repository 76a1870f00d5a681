package dev.intentobserve.api.event;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.Placement;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Placements and the keys of entities as JSON. */
public final class PlacementJson {
  private PlacementJson() {}

  /** State {@code orphan}, {@code provisional} or {@code in_trace}, and the trace. */
  static Json.Builder fields(Placement placement) {
    return switch (placement) {
      case Placement.Orphan orphan -> fields("orphan", null, null, null);
      case Placement.Provisional p -> fields("provisional", p.traceId(), p.spanId(), p.root());
      case Placement.InTrace p -> fields("in_trace", p.traceId(), p.spanId(), p.root());
    };
  }

  public static @Nullable String traceId(@Nullable Placement placement) {
    if (placement instanceof Placement.InTrace inTrace) {
      return inTrace.traceId();
    }
    return placement instanceof Placement.Provisional provisional ? provisional.traceId() : null;
  }

  public static Json key(@Nullable EntityKey key) {
    return key == null
        ? Json.nothing()
        : Json.object().put("kind", key.kind().code()).put("id", key.id()).build();
  }

  static Json keys(Collection<EntityKey> keys) {
    return new Json.Items(keys.stream().map(PlacementJson::key).toList());
  }

  private static Json.Builder fields(
      String state, @Nullable String traceId, @Nullable String spanId, @Nullable EntityKey root) {
    return Json.object()
        .put("state", state)
        .put("trace_id", traceId)
        .put("span_id", spanId)
        .put("root", key(root));
  }
}
