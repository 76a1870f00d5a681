package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.flow.FairShareGate;
import dev.intentobserve.ports.flow.FairShareGate.Answer;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * The memory that one request has reserved. The reservation grows as the body arrives and is
 * released once, when the last work on the request has ended, even if the answer was sent earlier.
 */
public final class AdmissionControl {
  private final FairShareGate gate;
  private final Meters meters;
  private final String tenant;
  private final String receiver;
  private long held;
  private boolean released;

  AdmissionControl(FairShareGate gate, Meters meters, String tenant, String receiver) {
    this.gate = gate;
    this.meters = meters;
    this.tenant = tenant;
    this.receiver = receiver;
  }

  /**
   * Reserves up to {@code total} bytes for this request.
   *
   * @throws IngestException 429 if they are not available now
   */
  public synchronized void reserve(long total) {
    long more = total - held;
    if (more <= 0 || released) {
      return;
    }
    Answer answer = gate.tryEnter(tenant, more);
    if (answer != Answer.ENTERED) {
      throw rejected(answer == Answer.FULL);
    }
    held = total;
    gauge();
  }

  /** Otherwise there is free capacity, but it is reserved for other tenants. */
  private IngestException rejected(boolean full) {
    String code = full ? "too_many_requests" : "tenant_busy";
    meters.count(
        TelemetryNames.METRIC_BUSY,
        1,
        TelemetryNames.LABEL_RECEIVER,
        receiver,
        TelemetryNames.LABEL_REASON,
        code);
    return IngestException.temporary(
        429,
        code,
        full
            ? "Too many bytes are being processed; try again later."
            : "This tenant has too many bytes in processing; the free capacity is reserved for"
                + " other tenants. Try again later, or raise ingest.in_flight_bytes.");
  }

  public String tenant() {
    return tenant;
  }

  /** Does the work and releases the memory when it has ended or failed. */
  public <T> Future<T> runAdmitted(Supplier<Future<T>> work) {
    return Future.succeededFuture().compose(start -> work.get()).onComplete(end -> release());
  }

  public synchronized void release() {
    if (!released) {
      released = true;
      gate.leave(tenant, held);
      gauge();
    }
  }

  private void gauge() {
    meters.gauge(TelemetryNames.METRIC_IN_FLIGHT_BYTES, (double) gate.inUse());
  }
}
