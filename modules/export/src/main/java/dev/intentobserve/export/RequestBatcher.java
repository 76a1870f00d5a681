package dev.intentobserve.export;

import com.google.protobuf.MessageLite;
import dev.intentobserve.export.ExportConfig.Tuning;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Collects records into requests of the configured size and sends each one before it builds the
 * next, so that only one batch of a very large trace is encoded at a time.
 */
final class RequestBatcher<T extends MessageLite> {
  private final BatchDelivery<T> delivery;
  private final Tuning tuning;
  private final ExportRefusals refusals;
  private List<ExportItem<T>> batch = new ArrayList<>();
  private long bytes;

  RequestBatcher(BatchDelivery<T> delivery, Tuning tuning, ExportRefusals refusals) {
    this.delivery = delivery;
    this.tuning = tuning;
    this.refusals = refusals;
  }

  /** Sends full batches and keeps the rest for the next call. */
  Future<Void> add(Iterator<ExportItem<T>> items) {
    while (items.hasNext()) {
      ExportItem<T> item = items.next();
      batch.add(item);
      bytes += item.size();
      if (batch.size() >= tuning.batchSize() || bytes >= tuning.batchBytes()) {
        return flush().compose(sent -> add(items));
      }
    }
    return Future.succeededFuture();
  }

  Future<Void> flush() {
    List<ExportItem<T>> full = batch;
    batch = new ArrayList<>();
    bytes = 0;
    return delivery.deliver(full, refusals);
  }
}
