package dev.intentobserve.intake;

import dev.intentobserve.contract.Gate;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * The room one request takes up behind the gate. Grows as the body comes in and is given back once,
 * when the last work on the request has ended, answered or not.
 */
final class Admission {
  private final Gate gate;
  private final Meters meters;
  private final String door;
  private long held;
  private boolean released;

  Admission(Gate gate, Meters meters, String door) {
    this.gate = gate;
    this.meters = meters;
    this.door = door;
  }

  /**
   * Makes sure that {@code total} bytes are admitted.
   *
   * @throws Problem 429 when there is no room for them now
   */
  synchronized void need(long total) {
    long more = total - held;
    if (more <= 0 || released) {
      return;
    }
    if (!gate.tryEnter(more)) {
      meters.count(
          Names.METRIC_BUSY, 1, Names.LABEL_DOOR, door, Names.LABEL_REASON, Problem.TOO_MANY);
      throw Problem.tooManyRequests();
    }
    held = total;
    gauge();
  }

  /** Does the work, then gives the room back, whatever came of it. */
  <T> Future<T> during(Supplier<Future<T>> work) {
    return Future.succeededFuture().compose(start -> work.get()).onComplete(end -> release());
  }

  synchronized void release() {
    if (!released) {
      released = true;
      gate.leave(held);
      gauge();
    }
  }

  private void gauge() {
    meters.gauge(Names.METRIC_IN_FLIGHT_BYTES, (double) gate.inFlight());
  }
}
