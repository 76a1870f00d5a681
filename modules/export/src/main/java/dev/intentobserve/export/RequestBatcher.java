package dev.intentobserve.export;

import com.google.protobuf.MessageLite;
import dev.intentobserve.export.ExportConfig.Tuning;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Collects records into requests of the configured size and sends each one before it builds the
 * next, so that only one batch of a very large trace is encoded at a time.
 */
final class RequestBatcher<T extends MessageLite> {
  private final Vertx vertx;
  private final BatchDelivery<T> delivery;
  private final Tuning tuning;
  private final ExportRefusals refusals;
  private List<ExportItem<T>> batch = new ArrayList<>();
  private long bytes;

  RequestBatcher(Vertx vertx, BatchDelivery<T> delivery, Tuning tuning, ExportRefusals refusals) {
    this.vertx = vertx;
    this.delivery = delivery;
    this.tuning = tuning;
    this.refusals = refusals;
  }

  /**
   * Sends full batches and keeps the rest for the next call. The items are taken on a worker
   * thread.
   */
  Future<Void> add(Iterator<ExportItem<T>> items) {
    return vertx
        .executeBlocking(() -> fill(items), false)
        .compose(
            full -> full ? flush().compose(sent -> add(items)) : Future.<Void>succeededFuture());
  }

  private boolean fill(Iterator<ExportItem<T>> items) {
    while (items.hasNext()) {
      ExportItem<T> item = items.next();
      batch.add(item);
      bytes += item.size();
      if (batch.size() >= tuning.batchSize() || bytes >= tuning.batchBytes()) {
        return true;
      }
    }
    return false;
  }

  /** Notes that nothing can be sent of these events. */
  void refuse(Collection<Long> seqs, String problem, String message) {
    delivery.refuse(seqs, problem, message, refusals);
  }

  Future<Void> flush() {
    List<ExportItem<T>> full = batch;
    batch = new ArrayList<>();
    bytes = 0;
    return delivery.deliver(full, refusals);
  }
}
