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

  /** Sending the same again fails again. */
  public static IngestException of(int status, String code, String message) {
    return new IngestException(new ErrorBody(status, code, message, false, null));
  }

  /** Sending the same again can succeed. */
  public static IngestException temporary(int status, String code, String message) {
    return new IngestException(new ErrorBody(status, code, message, true, null));
  }

  /** Not one record was accepted; {@code result} has the reason for each. */
  public static IngestException allRefused(Json result) {
    String message = "All records were rejected; see details.";
    return new IngestException(new ErrorBody(400, "all_refused", message, false, result));
  }

  /** Larger than the limit that is configured under this key. */
  public static IngestException bodyTooLarge(String limit, long bytes) {
    return of(
        413,
        "body_too_large",
        "The body is larger than " + bytes + " bytes; split it, or raise " + limit + ".");
  }

  public static IngestException deadline() {
    return temporary(503, "deadline_exceeded", "No answer in time; try again.");
  }

  /**
   * The answer to a request that failed with {@code error}. The one place where a receiver's error
   * becomes an answer, so that internal errors are logged exactly once.
   */
  public static ErrorBody answer(Throwable error, @Nullable String correlationId) {
    ErrorBody body =
        switch (error) {
          case IngestException known -> known.body();
          case TimeoutException late -> deadline().body();
          default -> ErrorBody.of(Fault.from(error));
        };
    if (body.status() == 500) {
      ErrorLog.report("a request failed with an internal error", correlationId, error);
    }
    return body;
  }

  public ErrorBody body() {
    return body;
  }
}
