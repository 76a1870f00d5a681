package dev.intentobserve.store.record;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.StorePorts.Entry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** A request that waits for its transaction or is part of it; answered once. */
final class PendingAppend {
  private static final long ENVELOPE_BYTES = 512;

  private final Append request;
  private final long bytes;
  private final Promise<Appended> answer = Promise.promise();
  private final long sinceNanos = System.nanoTime();
  private Runnable cancelDeadline = () -> {};
  private int attempts;

  PendingAppend(Append request) {
    this.request = request;
    this.bytes = request.entries().stream().mapToLong(PendingAppend::bytes).sum() + ENVELOPE_BYTES;
  }

  Append request() {
    return request;
  }

  String tenant() {
    return request.scope().tenant();
  }

  int rows() {
    return request.entries().size();
  }

  /** Roughly what it holds in memory. */
  long bytes() {
    return bytes;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - sinceNanos);
  }

  /** Calls {@code expired} at the deadline unless the request is answered before. */
  void startDeadline(Vertx vertx, Duration deadline, Runnable expired) {
    long timer = vertx.setTimer(deadline.toMillis(), fired -> expired.run());
    cancelDeadline = () -> vertx.cancelTimer(timer);
  }

  Future<Appended> answer() {
    return answer.future();
  }

  boolean answered() {
    return answer.future().isComplete();
  }

  void succeed(Appended appended) {
    cancelDeadline.run();
    answer.tryComplete(appended);
  }

  void fail(Fault fault) {
    cancelDeadline.run();
    answer.tryFail(fault);
  }

  /** Counts an attempt to commit it, and returns how many there were. */
  int countAttempt() {
    return ++attempts;
  }

  private static long bytes(Entry entry) {
    return ENVELOPE_BYTES
        + switch (entry) {
          case Entry.Accepted accepted -> accepted.event().body().length();
          case Entry.Refused refused -> refused.body().length();
        };
  }
}
