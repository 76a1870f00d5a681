package dev.intentobserve.window;

import dev.intentobserve.contract.StoreContract.SourceCount;
import dev.intentobserve.contract.StoreContract.Totals;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Refusal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The books as JSON: what was refused, and whether the figures of each source add up. */
final class LetterJson {
  private LetterJson() {}

  static Json.Fields letter(DeadLetter letter) {
    return fields(letter).build();
  }

  static Json.Fields letterWithBody(DeadLetter letter) {
    Bytes body = letter.body();
    return JsonScan.isUtf8(body.array())
        ? fields(letter).put("body", body.text()).build()
        : fields(letter).put("body_base64", EventJson.base64(body)).build();
  }

  private static Json.Builder fields(DeadLetter letter) {
    return Json.object()
        .put("id", letter.id())
        .put("door", letter.door())
        .put("source", letter.source())
        .put("origin", letter.origin())
        .put("reason", letter.reason().code())
        .put("detail", letter.detail())
        .put("digest", letter.digest())
        .put("size", letter.size())
        .put("received_time", letter.receivedTime())
        .put("times", letter.times())
        .put("status", letter.status())
        .put("note", letter.note());
  }

  static Json.Fields source(SourceCount count) {
    return Json.object()
        .put("door", count.door())
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
