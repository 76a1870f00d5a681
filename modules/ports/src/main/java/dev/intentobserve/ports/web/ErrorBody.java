package dev.intentobserve.ports.web;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.Fault;
import io.soabase.recordbuilder.core.RecordBuilder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of every error over HTTP: {@code code}, {@code message}, {@code correlation_id},
 * {@code retryable} and sometimes {@code details}.
 *
 * @param status of HTTP
 * @param code stable, machine-readable
 * @param retryable whether the same request can succeed later; answered with Retry-After
 * @param details what belongs to single parts of the request; null when there is no more to say
 */
@RecordBuilder
public record ErrorBody(
    int status, String code, String message, boolean retryable, @Nullable Json details)
    implements ErrorBodyBuilder.With {
  /** Seconds. */
  public static final String RETRY_AFTER = "1";

  /** Codes that HTTP has a more precise status for than their kind of fault. */
  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry("token_missing", 401),
          Map.entry("token_invalid", 401),
          Map.entry("request_timeout", 408),
          Map.entry("body_too_large", 413),
          Map.entry("too_many_attempts", 429),
          Map.entry("too_many_requests", 429));

  /** For a status that the router chose itself, without an error that explains it. */
  private static final Map<Integer, ErrorBody> PLAIN =
      Map.ofEntries(
          plain(400, "invalid_request", "The request is not valid HTTP."),
          plain(401, "token_missing", "Send a key: Authorization: Bearer KEY."),
          plain(403, "insufficient_permissions", "This is not allowed."),
          plain(404, "not_found", "There is nothing at this path."),
          plain(405, "method_not_allowed", "This path does not support this method."),
          plain(406, "not_acceptable", "The Accept header allows no form that exists here."),
          plain(408, "request_timeout", "The request did not arrive completely in time."),
          plain(413, "body_too_large", "The body is too large."),
          plain(414, "uri_too_long", "The URL is too long."),
          plain(415, "unsupported_media_type", "The content type of the body is not supported."),
          plain(429, "too_many_requests", "Too many requests; try again later."),
          plain(431, "headers_too_large", "The headers are too large."),
          plain(503, "service_unavailable", "Not available now; try again."));

  public ErrorBody {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
  }

  public static ErrorBody of(Fault fault) {
    int status = STATUS.getOrDefault(fault.code(), fault.kind().status());
    String message = fault.getMessage() == null ? fault.code() : fault.getMessage();
    return new ErrorBody(status, fault.code(), message, fault.kind().retryable(), null);
  }

  /** For a status alone; one that is not known here is answered as an internal error. */
  public static ErrorBody of(int status) {
    ErrorBody unknown =
        new ErrorBody(
            status, "internal_error", "Something broke on our side; see the log.", false, null);
    return PLAIN.getOrDefault(status, unknown);
  }

  /** Ends the response with this error. */
  public void send(HttpServerResponse response, String correlationId) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    putRetryAfter(response);
    response.end(encode(correlationId) + "\n");
  }

  public void putRetryAfter(HttpServerResponse response) {
    if (retryable) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
    }
  }

  public String encode(@Nullable String correlationId) {
    Json.Builder json =
        Json.object()
            .put("code", code)
            .put("message", message)
            .put("correlation_id", correlationId)
            .put("retryable", retryable);
    return (details == null ? json : json.put("details", details)).build().encode();
  }

  private static Map.Entry<Integer, ErrorBody> plain(int status, String code, String message) {
    boolean retryable = status == 429 || status == 503;
    return Map.entry(status, new ErrorBody(status, code, message, retryable, null));
  }
}
