package dev.intentobserve.intake;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Appended;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.contract.StoreContract.Receipt;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Asks the store and counts what came of it: each record received has one outcome, and what the
 * store did not acknowledge counts as {@code unanswered}.
 */
final class Appender {
  private static final String NO_REASON = "none";
  private static final String UNANSWERED = "unanswered";

  private final Vertx vertx;
  private final Meters meters;

  Appender(Vertx vertx, Meters meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  Future<List<Receipt>> append(Append append, Duration left) {
    int entries = append.entries().size();
    meters.count(Names.METRIC_RECEIVED, entries, Names.LABEL_DOOR, append.door());
    return StoreContract.APPEND
        .ask(vertx, append, left)
        .map(Appended::receipts)
        .map(receipts -> complete(receipts, entries))
        .onSuccess(receipts -> count(append, receipts))
        .onFailure(error -> count(append.door(), entries, Fault.from(error)));
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
      outcome(append.door(), 1, receipt.status().name().toLowerCase(Locale.ROOT), reason);
    }
    long strangers = append.entries().stream().filter(Appender::isStranger).count();
    if (strangers > 0) {
      meters.count(Names.METRIC_UNKNOWN_TYPE, strangers, Names.LABEL_DOOR, append.door());
    }
  }

  private void count(String door, int entries, Fault fault) {
    outcome(door, entries, UNANSWERED, fault.code());
    if (fault.kind() == Fault.Kind.BUSY) {
      meters.count(Names.METRIC_BUSY, 1, Names.LABEL_DOOR, door, Names.LABEL_REASON, fault.code());
    }
  }

  private void outcome(String door, long amount, String outcome, String reason) {
    meters.count(
        Names.METRIC_OUTCOME,
        amount,
        Names.LABEL_DOOR,
        door,
        Names.LABEL_OUTCOME,
        outcome,
        Names.LABEL_REASON,
        reason);
  }

  private static boolean isStranger(Entry entry) {
    return entry instanceof Entry.Accepted accepted
        && accepted.event().flags().contains(EventFlag.UNKNOWN_TYPE);
  }
}
