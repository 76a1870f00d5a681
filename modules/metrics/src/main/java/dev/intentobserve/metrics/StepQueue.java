package dev.intentobserve.metrics;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Lets one step after another have the memory for itself: each of them reads what the one before
 * committed. To be used on one context; every step has an end, as every question has a deadline.
 */
final class StepQueue {
  private Future<?> last = Future.succeededFuture();

  <T> Future<T> take(Supplier<Future<T>> step) {
    Future<T> turn = last.transform(before -> step.get());
    last = turn;
    return turn;
  }
}
