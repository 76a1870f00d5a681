package dev.intentobserve.ui.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.ports.flow.Gate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads forms into memory: each up to a size, all together up to what the gate admits. The bytes of
 * the whole form are reserved before its first byte is read, because a sender may take as long as
 * it likes for the rest.
 *
 * @param largest bytes of one form
 */
public record FormReader(Gate gate, int largest) {
  private static final String TYPE = "application/x-www-form-urlencoded";

  /**
   * Reads the form, then runs {@code work} on its fields; the first value counts where a name is
   * repeated. The reserved bytes are released when that is done.
   */
  public <T> Future<T> withForm(
      HttpServerRequest request, Function<Map<String, String>, Future<T>> work) {
    long reserved = Math.max(1, expectedBytes(request));
    if (reserved > largest) {
      return Future.failedFuture(ApiFault.plain(413));
    }
    if (!gate.tryEnter(reserved)) {
      return Future.failedFuture(
          new ApiFault(429, "too_many_requests", "Too many forms at once; try again later."));
    }
    return read(request)
        .map(body -> fields(request, body))
        .compose(work)
        .onComplete(done -> gate.leave(reserved));
  }

  /** A chunked form does not declare its length, so it reserves the most. */
  private long expectedBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    try {
      return chunked ? largest : length == null ? 0 : Long.parseLong(length.strip());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private Future<Buffer> read(HttpServerRequest request) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    request
        .exceptionHandler(
            lost ->
                whole.tryFail(
                    new ApiFault(
                        400, "body_lost", "The connection was lost before the form was complete.")))
        .handler(part -> appendChunk(body, part, whole))
        .endHandler(end -> whole.tryComplete(body));
    return whole.future();
  }

  private void appendChunk(Buffer body, Buffer part, Promise<Buffer> whole) {
    if (body.length() + part.length() > largest) {
      whole.tryFail(ApiFault.plain(413));
    } else if (!whole.future().isComplete()) {
      body.appendBuffer(part);
    }
  }

  private static Map<String, String> fields(HttpServerRequest request, Buffer body) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (body.length() == 0) {
      return Map.of();
    }
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
      throw new ApiFault(415, "unsupported_media_type", "A form must be sent as " + TYPE + ".");
    }
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.toString(UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      fields.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiFault(400, "invalid_form", "The form is not percent-encoded correctly.");
    }
  }
}
