package dev.intentobserve.export;

import com.google.protobuf.MessageLite;
import dev.intentobserve.export.ExportConfig.Tuning;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Gathers records into requests of the configured size and sends each before the next one is made:
 * of a trace of 100,000 spans only one batch is encoded at a time.
 */
final class Batches<T extends MessageLite> {
  private final Delivery<T> delivery;
  private final Tuning tuning;
  private final Refusals refusals;
  private List<Item<T>> batch = new ArrayList<>();
  private long bytes;

  Batches(Delivery<T> delivery, Tuning tuning, Refusals refusals) {
    this.delivery = delivery;
    this.tuning = tuning;
    this.refusals = refusals;
  }

  /** Sends what fills whole batches and keeps the rest for the next call. */
  Future<Void> add(Iterator<Item<T>> items) {
    while (items.hasNext()) {
      Item<T> item = items.next();
      batch.add(item);
      bytes += item.size();
      if (batch.size() >= tuning.batchSize() || bytes >= tuning.batchBytes()) {
        return flush().compose(sent -> add(items));
      }
    }
    return Future.succeededFuture();
  }

  Future<Void> flush() {
    List<Item<T>> full = batch;
    batch = new ArrayList<>();
    bytes = 0;
    return delivery.deliver(full, refusals);
  }
}
