package dev.intentobserve.api.ops;

import dev.intentobserve.api.event.EventJson;
import dev.intentobserve.api.http.JsonValidator;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.StorePorts.SourceCount;
import dev.intentobserve.ports.StorePorts.Totals;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The books as JSON: what was refused, and whether the figures of each source add up. */
final class DeadLetterJson {
  private DeadLetterJson() {}

  static Json.Fields deadLetter(DeadLetter deadLetter) {
    return fields(deadLetter).build();
  }

  static Json.Fields deadLetterWithBody(DeadLetter deadLetter) {
    Bytes body = deadLetter.body();
    return JsonValidator.isUtf8(body.array())
        ? fields(deadLetter).put("body", body.text()).build()
        : fields(deadLetter).put("body_base64", EventJson.base64(body)).build();
  }

  private static Json.Builder fields(DeadLetter deadLetter) {
    return Json.object()
        .put("id", deadLetter.id())
        .put("receiver", deadLetter.receiver())
        .put("source", deadLetter.source())
        .put("origin", deadLetter.origin())
        .put("reason", deadLetter.reason().code())
        .put("detail", deadLetter.detail())
        .put("digest", deadLetter.digest())
        .put("size", deadLetter.size())
        .put("received_time", deadLetter.receivedTime())
        .put("times", deadLetter.times())
        .put("status", deadLetter.status())
        .put("note", deadLetter.note());
  }

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
