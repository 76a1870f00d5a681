package dev.intentobserve.ingest.error;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.ErrorBody;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered with an error. Finer than a {@link Fault}: a receiver knows the HTTP
 * status that helps the sender most.
 */
public final class IngestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorBody body;

  private IngestException(ErrorBody body) {
    super(body.code() + ": " + body.message(), null, false, false);
    this.body = body;
  }

  private static IngestException permanent(int status, String code, String message) {
    return new IngestException(new ErrorBody(status, code, message, false, null));
  }

  private static IngestException temporary(int status, String code, String message) {
    return new IngestException(new ErrorBody(status, code, message, true, null));
  }

  public static IngestException bad(String code, String message) {
    return permanent(400, code, message);
  }

  public static IngestException emptyBody() {
    return bad("empty_body", "The body holds no record.");
  }

  /**
   * Not one record was accepted.
   *
   * @param result the reason for each record
   */
  public static IngestException allRefused(Json result) {
    String message = "All records were rejected; see details.";
    return new IngestException(new ErrorBody(400, "all_refused", message, false, result));
  }

  public static IngestException unauthenticated() {
    return permanent(401, "unauthenticated", "Authentication required.");
  }

  public static IngestException missing(String code, String message) {
    return permanent(404, code, message);
  }

  public static IngestException bodyTimeout() {
    return temporary(408, "body_timeout", "The body did not arrive in time.");
  }

  public static IngestException conflict(String code, String message) {
    return permanent(409, code, message);
  }

  /**
   * Larger than a configured limit.
   *
   * @param limit the key of the limit
   */
  public static IngestException bodyTooLarge(String limit, long bytes) {
    String message =
        "The body is larger than " + bytes + " bytes; split it, or raise " + limit + ".";
    return permanent(413, "body_too_large", message);
  }

  public static IngestException tooManyRecords(int max) {
    String message = "The body holds more than " + max + " records; split it.";
    return permanent(413, "too_many_records", message);
  }

  public static IngestException unsupported(String code, String message) {
    return permanent(415, code, message);
  }

  public static IngestException unprocessable(String code, String message) {
    return permanent(422, code, message);
  }

  public static IngestException tooManyRequests() {
    return temporary(
        429, "too_many_requests", "Too many bytes are being processed; try again later.");
  }

  /** There is free capacity, but it is reserved for other tenants. */
  public static IngestException tenantBusy() {
    String message =
        "This tenant has too many bytes in processing; the free capacity is reserved for other"
            + " tenants. Try again later, or raise ingest.in_flight_bytes.";
    return temporary(429, "tenant_busy", message);
  }

  public static IngestException deadline() {
    return temporary(503, "deadline_exceeded", "No answer in time; try again.");
  }

  /** What an error means to the sender. */
  public static IngestException from(Throwable error) {
    if (error instanceof IngestException known) {
      return known;
    }
    return error instanceof TimeoutException
        ? deadline()
        : new IngestException(ErrorBody.of(Fault.from(error)));
  }

  /**
   * The answer to a request that failed with {@code error}. The one place where a receiver's error
   * becomes an answer, so that internal errors are logged exactly once.
   */
  public static ErrorBody answer(Throwable error, @Nullable String correlationId) {
    ErrorBody body = from(error).body();
    if (body.status() == 500) {
      ErrorLog.report("a request failed with an internal error", correlationId, error);
    }
    return body;
  }

  public ErrorBody body() {
    return body;
  }
}
