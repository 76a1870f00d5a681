package dev.intentobserve.window;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.Turns;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lets the tenants read in turn: whoever asks much waits behind its own questions, not the others
 * behind it. The connections to the database are few, and whoever gets one is not asked whose it
 * is.
 */
final class Reads {
  /** About as many as the database's own line of waiting questions holds. */
  private static final int AT_ONCE = 256;

  private static final int MOST_WAITING = 256;

  private final Vertx vertx;
  private final Duration patience;
  private final Meters meters;
  private final Turns turns;

  Reads(Vertx vertx, WindowConfig config, Meters meters) {
    this.vertx = vertx;
    this.patience = config.deadline();
    this.meters = meters;
    this.turns =
        new Turns(AT_ONCE, config.sharing().readsOfOne(), MOST_WAITING, config.sharing().tenants());
  }

  <T> Future<T> inTurn(Scope scope, Supplier<Future<T>> work) {
    return turns.take(vertx, scope.tenant(), patience, work).onFailure(this::count);
  }

  private void count(Throwable error) {
    if (error instanceof Fault fault && fault.code().equals(Turns.TENANT_BUSY)) {
      meters.count(
          Names.METRIC_READ_BUSY,
          1,
          Names.LABEL_OPERATION,
          "read",
          Names.LABEL_REASON,
          fault.code());
    }
  }
}
