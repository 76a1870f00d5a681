package dev.intentobserve.ui.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ui.page.ErrorPage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.function.Function;

/**
 * Reads forms, each up to a size and all together up to what their gate admits: a form is held in
 * memory until its last byte is there, and how long that takes its sender decides. Room is taken
 * for the whole form before its first byte is kept.
 *
 * @param largest bytes of one form
 */
public record FormReader(Gate gate, int largest) {
  private static final String TYPE = "application/x-www-form-urlencoded";

  /** Reads the form and lets {@code work} answer it; its room is given back after that. */
  public <T> Future<T> withForm(HttpServerRequest request, Function<FormData, Future<T>> work) {
    long room = Math.max(1, room(request));
    if (room > largest) {
      return Future.failedFuture(tooLarge());
    }
    if (!gate.tryEnter(room)) {
      return Future.failedFuture(
          new ApiFault(429, "too_many_requests", "Too many forms at once; try again."));
    }
    return read(request)
        .map(body -> form(request, body))
        .compose(work)
        .onComplete(done -> gate.leave(room));
  }

  /** What is declared; where nothing is, it may become as large as any. */
  private long room(HttpServerRequest request) {
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
            lost -> whole.tryFail(new ApiFault(400, "body_lost", "The form broke off.")))
        .handler(part -> appendChunk(body, part, whole))
        .endHandler(end -> whole.tryComplete(body));
    return whole.future();
  }

  private void appendChunk(Buffer body, Buffer part, Promise<Buffer> whole) {
    if (body.length() + part.length() > largest) {
      whole.tryFail(tooLarge());
    } else if (!whole.future().isComplete()) {
      body.appendBuffer(part);
    }
  }

  private static FormData form(HttpServerRequest request, Buffer body) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    if (body.length() == 0) {
      return FormData.NONE;
    }
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(TYPE)) {
      throw new ApiFault(415, "unsupported_media_type", "A form is sent as " + TYPE + ".");
    }
    return FormData.parse(body.toString(UTF_8));
  }

  private static ApiFault tooLarge() {
    return ErrorPage.plain(413);
  }
}
