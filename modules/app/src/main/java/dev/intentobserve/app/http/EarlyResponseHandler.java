package dev.intentobserve.app.http;

import dev.intentobserve.ports.web.RequestDrainer;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Lets clients that still send a large body read an answer that comes early: reads on for a limited
 * time, then closes the connection. Leaves answers alone that already close the connection.
 */
final class EarlyResponseHandler implements Handler<RoutingContext> {
  /** Bytes; reading a smaller body to its end keeps the connection usable. */
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

  /** The server has already refused values that are not numbers. */
  private static int parsed(String length) {
    try {
      return Integer.parseInt(length.strip());
    } catch (NumberFormatException e) {
      return LARGE + 1;
    }
  }
}
