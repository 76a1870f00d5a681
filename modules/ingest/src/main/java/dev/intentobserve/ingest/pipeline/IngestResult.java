package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.StorePorts.Receipt;
import dev.intentobserve.ports.StorePorts.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The receipts of one request so far. Not thread-safe. */
public final class IngestResult {
  private final List<Receipt> receipts = new ArrayList<>();
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);

  void add(List<Receipt> more) {
    receipts.addAll(more);
    for (Receipt receipt : more) {
      counts.merge(receipt.status(), 1, Integer::sum);
    }
  }

  public int received() {
    return receipts.size();
  }

  /** Whether at least one record is stored, now or by an earlier request. */
  public boolean acceptedAny() {
    return count(Status.STORED) + count(Status.DUPLICATE) > 0;
  }

  /** The counts and, if asked for, one receipt for each record. */
  public Json.Fields toJson(boolean withReceipts) {
    Json.Builder json =
        Json.object()
            .put("received", received())
            .put("stored", count(Status.STORED))
            .put("duplicates", count(Status.DUPLICATE))
            .put("refused", count(Status.REFUSED));
    return (withReceipts ? json.put("receipts", receiptsJson()) : json).build();
  }

  /** Whether a sender wants receipts: unless the parameter or header {@code receipts} is "none". */
  public static boolean wantsReceipts(@Nullable String receipts) {
    return !"none".equals(receipts);
  }

  private int count(Status status) {
    return counts.getOrDefault(status, 0);
  }

  private List<Json> receiptsJson() {
    return IntStream.range(0, receipts.size()).mapToObj(i -> receipt(i, receipts.get(i))).toList();
  }

  private static Json receipt(int index, Receipt receipt) {
    Json.Builder json =
        Json.object()
            .put("index", index)
            .put("status", receipt.status().name().toLowerCase(Locale.ROOT))
            .put("event_id", receipt.eventId())
            .put("seq", receipt.seq());
    return (receipt.status() == Status.REFUSED ? json.put("error", error(receipt)) : json).build();
  }

  private static Json.Builder error(Receipt receipt) {
    String code = receipt.reason() == null ? "refused" : receipt.reason().code();
    return Json.object().put("code", code).put("message", receipt.detail());
  }
}
