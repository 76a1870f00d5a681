package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.ingest.body.Decompressor;
import dev.intentobserve.ingest.error.IngestException;
import io.vertx.core.buffer.Buffer;

/** Collects a body up to its configured limit, reserving memory as it grows. */
public final class BodyBuffer implements Decompressor.Sink {
  private final int limit;
  private final AdmissionControl admission;
  private final Buffer bytes = Buffer.buffer();

  public BodyBuffer(int limit, AdmissionControl admission) {
    this.limit = limit;
    this.admission = admission;
  }

  @Override
  public void write(byte[] piece, int length) {
    long total = (long) bytes.length() + length;
    if (total > limit) {
      throw IngestException.bodyTooLarge("ingest.limits.inflated", limit);
    }
    admission.reserve(total);
    bytes.appendBytes(piece, 0, length);
  }

  public byte[] bytes() {
    return bytes.getBytes();
  }
}
