package dev.intentobserve.ports.loop;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Runs one step after another, because each reads what the one before committed. Use it on one
 * context. Every step ends, because every query has a deadline.
 */
public final class StepQueue {
  private Future<?> last = Future.succeededFuture();

  public <T> Future<T> take(Supplier<Future<T>> step) {
    Future<T> turn = last.transform(before -> step.get());
    last = turn;
    return turn;
  }
}
