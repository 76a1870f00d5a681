package dev.intentobserve.store.record;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.flow.FairShareGate.Answer;

/** The faults of appending. All are BUSY: the same request may succeed later. */
final class AppendFaults {
  private AppendFaults() {}

  static Fault shuttingDown() {
    return Fault.busy("not_ready", "The service is shutting down. Try again.");
  }

  static Fault unavailable() {
    return Fault.busy("store_unavailable", "The database does not answer. Try again.");
  }

  static Fault connectionLost() {
    return Fault.busy(
        "store_unavailable", "The connection for appending is lost. It is being reopened.");
  }

  static Fault noAnswer() {
    return Fault.busy("append_no_answer", "The database does not answer an append.");
  }

  static Fault deadlineExceeded() {
    return Fault.busy("deadline_exceeded", "The events were not stored in time. Try again.");
  }

  /**
   * @param limit the limit that the request would have exceeded
   */
  static Fault queueFull(Answer limit) {
    return limit == Answer.FULL
        ? Fault.busy("store_busy", "Too many events wait to be stored. Try again.")
        : Fault.busy(
            "tenant_busy",
            "Too many events of this tenant wait to be stored. The rest of the queue is reserved"
                + " for other tenants. Try again.");
  }
}
