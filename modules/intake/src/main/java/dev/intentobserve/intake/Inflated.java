package dev.intentobserve.intake;

import io.vertx.core.buffer.Buffer;

/** Gathers a body, and lets it grow neither beyond its limit nor beyond what the gate admits. */
final class Inflated implements Unpacker.Sink {
  private final int limit;
  private final Admission admission;
  private final Buffer bytes = Buffer.buffer();

  /**
   * @param limit {@code ingest.limits.inflated}
   */
  Inflated(int limit, Admission admission) {
    this.limit = limit;
    this.admission = admission;
  }

  @Override
  public void write(byte[] piece, int length) {
    long total = (long) bytes.length() + length;
    if (total > limit) {
      throw Problem.bodyTooLarge("ingest.limits.inflated", limit);
    }
    admission.need(total);
    bytes.appendBytes(piece, 0, length);
  }

  byte[] bytes() {
    return bytes.getBytes();
  }
}
