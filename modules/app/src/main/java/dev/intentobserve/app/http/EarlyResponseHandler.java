package dev.intentobserve.app.http;

import dev.intentobserve.ports.web.RequestDrainer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Lets the senders of large bodies see an answer that comes before the end of the body, without
 * listening to them for ever. Whoever announced the end of the connection by itself sees to it.
 */
final class EarlyResponseHandler implements Handler<RoutingContext> {
  /** What is less than this is worth keeping the connection for. */
  private static final int LARGE = 64 << 10;

  private final Duration longest;

  EarlyResponseHandler(Duration longest) {
    this.longest = longest;
  }

  @Override
  public void handle(RoutingContext ctx) {
    if (isLarge(ctx.request())) {
      ctx.addHeadersEndHandler(head -> answered(ctx));
    }
    ctx.next();
  }

  private void answered(RoutingContext ctx) {
    boolean ours = !ctx.response().headers().contains(HttpHeaders.CONNECTION);
    if (ours && !ctx.request().isEnded()) {
      ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      ctx.addEndHandler(
          ended ->
              RequestDrainer.rest(ctx.vertx(), ctx.request(), RequestDrainer.MOST_BYTES, longest));
    }
  }

  private static boolean isLarge(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && parsed(length) > LARGE);
  }

  /** The server has turned away what is no number. */
  private static int parsed(String length) {
    try {
      return Integer.parseInt(length.strip());
    } catch (NumberFormatException e) {
      return LARGE + 1;
    }
  }
}
