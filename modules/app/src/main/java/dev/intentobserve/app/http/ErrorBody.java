package dev.intentobserve.app.http;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.Fault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * What a caller learns when something fails: pure.
 *
 * @param code stable, machine-readable
 * @param retryAfterSeconds 0 when waiting does not help
 */
record ErrorBody(int status, String code, String message, int retryAfterSeconds) {
  /** Codes that HTTP has a more precise status for than their kind of fault. */
  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry("token_missing", 401),
          Map.entry("token_invalid", 401),
          Map.entry("request_timeout", 408),
          Map.entry("body_too_large", 413),
          Map.entry("too_many_attempts", 429),
          Map.entry("too_many_requests", 429));

  /** Failures that no room explained: a status the router chose by itself. */
  private static final Map<Integer, ErrorBody> PLAIN =
      Map.ofEntries(
          plain(400, "invalid_request", "The request is not valid HTTP."),
          plain(401, "token_missing", "Send a key: Authorization: Bearer KEY."),
          plain(403, "insufficient_permissions", "This is not allowed."),
          plain(404, "not_found", "There is nothing at this path."),
          plain(405, "method_not_allowed", "This path does not know this method."),
          plain(406, "not_acceptable", "The answer exists in no form that Accept allows."),
          plain(408, "request_timeout", "The request did not arrive completely in time."),
          plain(413, "body_too_large", "The body is larger than is taken in."),
          plain(414, "uri_too_long", "The address is longer than is read."),
          plain(415, "unsupported_media_type", "The body is of a type that is not read here."),
          plain(429, "too_many_requests", "Too many requests; try again later."),
          plain(431, "headers_too_large", "The headers are larger than are read."),
          plain(503, "service_unavailable", "Not available now; try again."));

  static ErrorBody of(Fault fault) {
    int status = STATUS.getOrDefault(fault.code(), fault.kind().status());
    int wait = fault.kind().retryable() ? 1 : 0;
    String message = fault.getMessage() == null ? fault.code() : fault.getMessage();
    return new ErrorBody(status, fault.code(), message, wait);
  }

  static ErrorBody of(int status) {
    ErrorBody unknown =
        new ErrorBody(status, "internal_error", "Something broke on our side; see the log.", 0);
    return PLAIN.getOrDefault(status, unknown);
  }

  /** The same under the status a room chose. */
  ErrorBody withStatus(int chosen) {
    return new ErrorBody(chosen, code, message, retryAfterSeconds);
  }

  boolean retryable() {
    return retryAfterSeconds > 0;
  }

  void send(HttpServerResponse response, String correlationId) {
    response
        .setStatusCode(status)
        .putHeader(RequestIdHandler.HEADER, correlationId)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    if (retryable()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }
    response.end(encode(correlationId) + "\n");
  }

  String encode(String correlationId) {
    return Json.object()
        .put("code", code)
        .put("message", message)
        .put("correlation_id", correlationId)
        .put("retryable", retryable())
        .build()
        .encode();
  }

  private static Map.Entry<Integer, ErrorBody> plain(int status, String code, String message) {
    int wait = status == 429 || status == 503 ? 1 : 0;
    return Map.entry(status, new ErrorBody(status, code, message, wait));
  }
}
