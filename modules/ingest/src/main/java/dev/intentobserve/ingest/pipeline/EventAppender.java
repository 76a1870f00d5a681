package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Asks the store to append records and counts the outcome of each one. Records that the store did
 * not acknowledge count as {@code unanswered}, so that the counts always add up to what was
 * received.
 */
public record EventAppender(Vertx vertx, Meters meters) {
  private static final String NO_REASON = "none";
  private static final String UNANSWERED = "unanswered";

  public Future<List<Receipt>> append(Append append, Duration left) {
    int entries = append.entries().size();
    meters.count(
        TelemetryNames.METRIC_RECEIVED, entries, TelemetryNames.LABEL_RECEIVER, append.receiver());
    return StorePorts.APPEND
        .ask(vertx, append, left)
        .map(Appended::receipts)
        .map(receipts -> complete(receipts, entries))
        .onSuccess(receipts -> count(append, receipts))
        .onFailure(error -> count(append.receiver(), entries, Fault.from(error)));
  }

  private static List<Receipt> complete(List<Receipt> receipts, int entries) {
    if (receipts.size() != entries) {
      throw new IllegalStateException(receipts.size() + " receipts for " + entries + " entries");
    }
    return receipts;
  }

  private void count(Append append, List<Receipt> receipts) {
    for (Receipt receipt : receipts) {
      String reason = receipt.reason() == null ? NO_REASON : receipt.reason().code();
      outcome(append.receiver(), 1, receipt.status().name().toLowerCase(Locale.ROOT), reason);
    }
    long unknownTypes = append.entries().stream().filter(EventAppender::isUnknownType).count();
    if (unknownTypes > 0) {
      meters.count(
          TelemetryNames.METRIC_UNKNOWN_TYPE,
          unknownTypes,
          TelemetryNames.LABEL_RECEIVER,
          append.receiver());
    }
  }

  private void count(String receiver, int entries, Fault fault) {
    outcome(receiver, entries, UNANSWERED, fault.code());
    if (fault.kind() == Fault.Kind.BUSY) {
      meters.count(
          TelemetryNames.METRIC_BUSY,
          1,
          TelemetryNames.LABEL_RECEIVER,
          receiver,
          TelemetryNames.LABEL_REASON,
          fault.code());
    }
  }

  private void outcome(String receiver, long amount, String outcome, String reason) {
    meters.count(
        TelemetryNames.METRIC_OUTCOME,
        amount,
        TelemetryNames.LABEL_RECEIVER,
        receiver,
        TelemetryNames.LABEL_OUTCOME,
        outcome,
        TelemetryNames.LABEL_REASON,
        reason);
  }

  private static boolean isUnknownType(Entry entry) {
    return entry instanceof Entry.Accepted accepted
        && accepted.event().flags().contains(EventFlag.UNKNOWN_TYPE);
  }
}
