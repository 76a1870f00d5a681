package dev.intentobserve.intake;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.event.Json;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request answered with an error instead of a result. Finer than a {@link Fault}: the front door
 * knows which HTTP status tells the sender most.
 */
final class Problem extends RuntimeException {
  static final String DEADLINE = "deadline_exceeded";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String text;
  private final boolean retryable;
  private final transient @Nullable Json details;

  private Problem(int status, String code, String text, boolean retryable, @Nullable Json details) {
    super(code + ": " + text, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
    this.retryable = retryable;
    this.details = details;
  }

  static Problem bad(String code, String text) {
    return new Problem(400, code, text, false, null);
  }

  static Problem emptyBody() {
    return bad("empty_body", "The body holds no record.");
  }

  /** Not one record was taken in; the details say why, record by record. */
  static Problem allRefused(Json result) {
    return new Problem(400, "all_refused", "No record was taken in; see details.", false, result);
  }

  static Problem unauthenticated() {
    return new Problem(401, "unauthenticated", "No credential says whose events.", false, null);
  }

  static Problem missing(String code, String text) {
    return new Problem(404, code, text, false, null);
  }

  static Problem bodyTimeout() {
    return new Problem(408, "body_timeout", "The body did not arrive in time.", true, null);
  }

  static Problem conflict(String code, String text) {
    return new Problem(409, code, text, false, null);
  }

  static Problem bodyTooLarge(String limit, long bytes) {
    String text = "The body is larger than " + bytes + " bytes; split it, or raise " + limit + ".";
    return new Problem(413, "body_too_large", text, false, null);
  }

  static Problem tooManyRecords(int most) {
    String text = "The body holds more than " + most + " records; split it.";
    return new Problem(413, "too_many_records", text, false, null);
  }

  static Problem unsupported(String code, String text) {
    return new Problem(415, code, text, false, null);
  }

  static Problem unprocessable(String code, String text) {
    return new Problem(422, code, text, false, null);
  }

  static Problem tooManyRequests() {
    return new Problem(429, "too_many_requests", "Too much is in flight; try again.", true, null);
  }

  /** There would be room, but it is kept for the other tenants. */
  static Problem tooMuchOfOne() {
    String text =
        "Too much of this tenant is in flight; the room left is kept for others. Try again, or"
            + " raise ingest.in_flight_bytes.";
    return new Problem(429, "tenant_busy", text, true, null);
  }

  static Problem deadline() {
    return new Problem(503, DEADLINE, "No answer in time; try again.", true, null);
  }

  /** What an error means to the sender. */
  static Problem from(Throwable error) {
    if (error instanceof Problem problem) {
      return problem;
    }
    if (error instanceof TimeoutException) {
      return deadline();
    }
    Fault fault = Fault.from(error);
    String text = String.valueOf(fault.getMessage());
    return new Problem(fault.kind().status(), fault.code(), text, fault.kind().retryable(), null);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  boolean retryable() {
    return retryable;
  }

  /** Whether it is ours, and not the sender's or a matter of time. */
  boolean broken() {
    return status == 500;
  }

  Json.Fields toJson(@Nullable String correlationId) {
    Json.Builder json =
        Json.object()
            .put("code", code)
            .put("message", text)
            .put("correlation_id", correlationId)
            .put("retryable", retryable);
    return (details == null ? json : json.put("details", details)).build();
  }
}
