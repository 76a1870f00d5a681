package dev.intentobserve.ingest.error;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.Fault;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request answered with an error instead of a result. Finer than a {@link Fault}: the front door
 * knows which HTTP status tells the sender most.
 */
public final class IngestException extends RuntimeException {
  static final String DEADLINE = "deadline_exceeded";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String text;
  private final boolean retryable;
  private final transient @Nullable Json details;

  private IngestException(
      int status, String code, String text, boolean retryable, @Nullable Json details) {
    super(code + ": " + text, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
    this.retryable = retryable;
    this.details = details;
  }

  public static IngestException bad(String code, String text) {
    return new IngestException(400, code, text, false, null);
  }

  public static IngestException emptyBody() {
    return bad("empty_body", "The body holds no record.");
  }

  /** Not one record was taken in; the details say why, record by record. */
  public static IngestException allRefused(Json result) {
    return new IngestException(
        400, "all_refused", "No record was taken in; see details.", false, result);
  }

  public static IngestException unauthenticated() {
    return new IngestException(
        401, "unauthenticated", "No credential says whose events.", false, null);
  }

  public static IngestException missing(String code, String text) {
    return new IngestException(404, code, text, false, null);
  }

  public static IngestException bodyTimeout() {
    return new IngestException(408, "body_timeout", "The body did not arrive in time.", true, null);
  }

  public static IngestException conflict(String code, String text) {
    return new IngestException(409, code, text, false, null);
  }

  public static IngestException bodyTooLarge(String limit, long bytes) {
    String text = "The body is larger than " + bytes + " bytes; split it, or raise " + limit + ".";
    return new IngestException(413, "body_too_large", text, false, null);
  }

  public static IngestException tooManyRecords(int max) {
    String text = "The body holds more than " + max + " records; split it.";
    return new IngestException(413, "too_many_records", text, false, null);
  }

  public static IngestException unsupported(String code, String text) {
    return new IngestException(415, code, text, false, null);
  }

  public static IngestException unprocessable(String code, String text) {
    return new IngestException(422, code, text, false, null);
  }

  public static IngestException tooManyRequests() {
    return new IngestException(
        429, "too_many_requests", "Too much is in flight; try again.", true, null);
  }

  /** There would be room, but it is kept for the other tenants. */
  public static IngestException tenantBusy() {
    String text =
        "Too much of this tenant is in flight; the room left is kept for others. Try again, or"
            + " raise ingest.in_flight_bytes.";
    return new IngestException(429, "tenant_busy", text, true, null);
  }

  public static IngestException deadline() {
    return new IngestException(503, DEADLINE, "No answer in time; try again.", true, null);
  }

  /** What an error means to the sender. */
  public static IngestException from(Throwable error) {
    if (error instanceof IngestException problem) {
      return problem;
    }
    if (error instanceof TimeoutException) {
      return deadline();
    }
    Fault fault = Fault.from(error);
    String text = String.valueOf(fault.getMessage());
    return new IngestException(
        fault.kind().status(), fault.code(), text, fault.kind().retryable(), null);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public boolean retryable() {
    return retryable;
  }

  /** Whether it is ours, and not the sender's or a matter of time. */
  public boolean isServerError() {
    return status == 500;
  }

  public Json.Fields toJson(@Nullable String correlationId) {
    Json.Builder json =
        Json.object()
            .put("code", code)
            .put("message", text)
            .put("correlation_id", correlationId)
            .put("retryable", retryable);
    return (details == null ? json : json.put("details", details)).build();
  }
}
