package dev.intentobserve.store.record;

import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.StorePorts.Entry;
import io.vertx.core.Promise;

/** A request that waits for its transaction or is in it; answered once, whoever comes first. */
final class PendingAppend {
  private static final long ENVELOPE_BYTES = 512;

  private final Append request;
  private final long bytes;
  private final Promise<Appended> answer = Promise.promise();
  private long timer = -1;
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

  /** What it holds in memory, roughly. */
  long bytes() {
    return bytes;
  }

  Promise<Appended> answer() {
    return answer;
  }

  boolean answered() {
    return answer.future().isComplete();
  }

  /** Counts an attempt to commit it and answers how many there were. */
  int attempt() {
    return ++attempts;
  }

  void timer(long id) {
    timer = id;
  }

  long timer() {
    return timer;
  }

  private static long bytes(Entry entry) {
    return ENVELOPE_BYTES
        + switch (entry) {
          case Entry.Accepted accepted -> accepted.event().body().length();
          case Entry.Refused refused -> refused.body().length();
        };
  }
}
