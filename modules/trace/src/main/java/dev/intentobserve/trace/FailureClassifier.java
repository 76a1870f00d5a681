package dev.intentobserve.trace;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Head;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells whether what was tried is to blame for a failure, or the state the whole service is in:
 * then nothing is set aside, and the loop tries the same again.
 */
final class FailureClassifier {
  /** After so many failures in a row time itself is no excuse any more. */
  private static final int TOLERATED_FAILURES = 3;

  /** Somebody else was faster, or nobody can write at all. */
  private static final Set<String> NOT_CAUSED_BY_INPUT =
      Set.of("cursor_moved", "stale_roots_moved", "store_full", "store_read_only", "not_ready");

  /** The database worked on this question and gave up. */
  private static final String TOO_SLOW = "query_too_slow";

  private final Supplier<Vertx> vertx;
  private int consecutiveFailures;

  FailureClassifier(Supplier<Vertx> vertx) {
    this.vertx = vertx;
  }

  /** What was tried last succeeded. */
  void over() {
    consecutiveFailures = 0;
  }

  /** A store that answers something small meanwhile shows that it was not away. */
  Future<Boolean> on(Throwable error) {
    Fault fault = Fault.from(error);
    if (NOT_CAUSED_BY_INPUT.contains(fault.code())) {
      return Future.succeededFuture(false);
    }
    consecutiveFailures++;
    boolean plain = fault.kind() == Fault.Kind.BROKEN || fault.code().equals(TOO_SLOW);
    return plain || consecutiveFailures > TOLERATED_FAILURES
        ? StorePorts.HEAD.ask(vertx.get(), new Head()).map(true).otherwise(false)
        : Future.succeededFuture(false);
  }
}
