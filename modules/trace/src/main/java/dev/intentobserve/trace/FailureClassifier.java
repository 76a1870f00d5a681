package dev.intentobserve.trace;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides whether a failure is caused by the input or by the state of the service. In the second
 * case nothing is set aside and the loop tries the same again.
 */
final class FailureClassifier {
  /** After this many failures in a row, a busy store is no longer accepted as the cause. */
  private static final int TOLERATED_FAILURES = 3;

  /** Another process was faster, or nothing can be written at all. */
  private static final Set<String> NOT_CAUSED_BY_INPUT =
      Set.of("cursor_moved", "stale_roots_moved", "store_full", "store_read_only", "not_ready");

  /** The database cancelled this query because it took too long. */
  private static final String TOO_SLOW = "query_too_slow";

  private final Supplier<Vertx> vertx;
  private int consecutiveFailures;

  FailureClassifier(Supplier<Vertx> vertx) {
    this.vertx = vertx;
  }

  void succeeded() {
    consecutiveFailures = 0;
  }

  /**
   * Asks the store a small query: if it does not answer, it is down, and the input is not to blame.
   * What needs too much memory together is to be divided, whatever the store answers.
   */
  Future<Boolean> isCausedByInput(Throwable error) {
    Fault fault = Fault.from(error);
    if (GraphClosure.tooLarge(error)) {
      return Future.succeededFuture(true);
    }
    if (NOT_CAUSED_BY_INPUT.contains(fault.code())) {
      return Future.succeededFuture(false);
    }
    consecutiveFailures++;
    boolean plain = fault.kind() == Fault.Kind.BROKEN || fault.code().equals(TOO_SLOW);
    return plain || consecutiveFailures > TOLERATED_FAILURES
        ? StorePorts.HEAD.ask(vertx.get(), new Nothing()).map(true).otherwise(false)
        : Future.succeededFuture(false);
  }
}
