package dev.intentobserve.window;

import dev.intentobserve.contract.StoreContract.SourceCount;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Refusal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

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

  static Json.Fields sources(List<SourceCount> counts) {
    return Json.object()
        .put("items", counts.stream().map(LetterJson::source).toList())
        .put("totals", totals(counts))
        .put("next_cursor", Json.nothing())
        .build();
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

  private static Json source(SourceCount count) {
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

  private static Json totals(List<SourceCount> counts) {
    Map<Refusal, Long> refused = new TreeMap<>();
    counts.forEach(c -> c.refused().forEach((reason, n) -> refused.merge(reason, n, Long::sum)));
    return Json.object()
        .put("received", sum(counts, SourceCount::received))
        .put("stored", sum(counts, SourceCount::stored))
        .put("duplicates", sum(counts, SourceCount::duplicates))
        .put("refused", refused(refused))
        .put("balanced", counts.stream().allMatch(SourceCount::balanced))
        .build();
  }

  private static long sum(List<SourceCount> counts, ToLongFunction<SourceCount> figure) {
    return counts.stream().mapToLong(figure).sum();
  }

  private static Json refused(Map<Refusal, Long> refused) {
    Json.Builder out = Json.object();
    new TreeMap<>(refused).forEach((reason, count) -> out.put(reason.code(), count));
    return out.build();
  }
}
