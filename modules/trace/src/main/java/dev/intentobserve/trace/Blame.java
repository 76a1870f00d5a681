package dev.intentobserve.trace;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Head;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells whether what was tried is to blame for a failure, or the state the whole service is in:
 * then nothing is set aside, and the loop tries the same again.
 */
final class Blame {
  /** After so many failures in a row time itself is no excuse any more. */
  private static final int EXCUSES = 3;

  /** Somebody else was faster, or nobody can write at all. */
  private static final Set<String> NOBODYS =
      Set.of("cursor_moved", "dirt_moved", "store_full", "store_read_only", "not_ready");

  /** The database worked on this question and gave up. */
  private static final String TOO_SLOW = "query_too_slow";

  private final Supplier<Vertx> vertx;
  private int inARow;

  Blame(Supplier<Vertx> vertx) {
    this.vertx = vertx;
  }

  /** What was tried last succeeded. */
  void over() {
    inARow = 0;
  }

  /** A store that answers something small meanwhile shows that it was not away. */
  Future<Boolean> on(Throwable error) {
    Fault fault = Fault.from(error);
    if (NOBODYS.contains(fault.code())) {
      return Future.succeededFuture(false);
    }
    inARow++;
    boolean plain = fault.kind() == Fault.Kind.BROKEN || fault.code().equals(TOO_SLOW);
    return plain || inARow > EXCUSES
        ? StoreContract.HEAD.ask(vertx.get(), new Head()).map(true).otherwise(false)
        : Future.succeededFuture(false);
  }
}
