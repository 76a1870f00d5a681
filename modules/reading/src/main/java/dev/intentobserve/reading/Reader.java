package dev.intentobserve.reading;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Limits;
import dev.intentobserve.event.Refusal;
import java.time.Instant;

/**
 * Parse, normalise, sanitise: from the bytes of one record to a {@link
 * dev.intentobserve.event.WorkEvent}. Pure, without state, for any thread.
 */
public final class Reader {
  private final Limits limits;

  public Reader(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads one record: a line without its newline, an array element, or a structured CloudEvent.
   *
   * @param record taken over, never changed
   * @param receivedTime stands in for a missing time, and tells what is far in the future
   */
  public Outcome read(byte[] record, Instant receivedTime) {
    return new Outcome.Refused(
        Refusal.MALFORMED_JSON,
        limits + " " + receivedTime,
        "unknown",
        Bytes.of(record),
        "",
        record.length);
  }
}
