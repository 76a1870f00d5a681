package dev.intentobserve.api.ops;

import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.StorePorts.SourceCount;
import dev.intentobserve.ports.StorePorts.Totals;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of sources as JSON; they balance when received = stored + duplicates + refused. */
final class SourceJson {
  private SourceJson() {}

  static Json.Fields source(SourceCount count) {
    return Json.object()
        .put("receiver", count.receiver())
        .put("source", count.source())
        .put("received", count.received())
        .put("stored", count.stored())
        .put("duplicates", count.duplicates())
        .put("refused", refused(count.refused()))
        .put("balanced", count.balanced())
        .build();
  }

  /** Null on every page but the first. */
  static Json.Fields totals(@Nullable Totals totals) {
    return Json.object().put("totals", totals == null ? Json.nothing() : sums(totals)).build();
  }

  private static Json sums(Totals totals) {
    return Json.object()
        .put("received", totals.received())
        .put("stored", totals.stored())
        .put("duplicates", totals.duplicates())
        .put("refused", refused(totals.refused()))
        .put("balanced", totals.balanced())
        .build();
  }

  private static Json refused(Map<Refusal, Long> refused) {
    Json.Builder out = Json.object();
    new TreeMap<>(refused).forEach((reason, count) -> out.put(reason.code(), count));
    return out.build();
  }
}
