package dev.intentobserve.intake;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.SharedGate;
import dev.intentobserve.contract.SharedGate.Answer;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * The room one request takes up behind the gate. Grows as the body comes in and is given back once,
 * when the last work on the request has ended, answered or not.
 */
final class Admission {
  private final SharedGate gate;
  private final Meters meters;
  private final String tenant;
  private final String door;
  private long held;
  private boolean released;

  Admission(SharedGate gate, Meters meters, String tenant, String door) {
    this.gate = gate;
    this.meters = meters;
    this.tenant = tenant;
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
    Answer answer = gate.tryEnter(tenant, more);
    if (answer != Answer.ENTERED) {
      throw refused(answer == Answer.FULL ? Problem.tooManyRequests() : Problem.tooMuchOfOne());
    }
    held = total;
    gauge();
  }

  private Problem refused(Problem problem) {
    meters.count(Names.METRIC_BUSY, 1, Names.LABEL_DOOR, door, Names.LABEL_REASON, problem.code());
    return problem;
  }

  String tenant() {
    return tenant;
  }

  /** Does the work, then gives the room back, whatever came of it. */
  <T> Future<T> during(Supplier<Future<T>> work) {
    return Future.succeededFuture().compose(start -> work.get()).onComplete(end -> release());
  }

  synchronized void release() {
    if (!released) {
      released = true;
      gate.leave(tenant, held);
      gauge();
    }
  }

  private void gauge() {
    meters.gauge(Names.METRIC_IN_FLIGHT_BYTES, (double) gate.inUse());
  }
}
