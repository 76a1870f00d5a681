package dev.intentobserve.app.http;

import dev.intentobserve.ports.Fault;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Ends requests whose body does not arrive. A module with a shorter limit answers first. */
final class BodyDeadline implements Handler<RoutingContext> {
  private final Duration limit;

  BodyDeadline(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    if (hasBody(request)) {
      long timer = ctx.vertx().setTimer(limit.toMillis(), late -> expire(ctx));
      request.end().onComplete(done -> ctx.vertx().cancelTimer(timer));
      ctx.addEndHandler(ended -> ctx.vertx().cancelTimer(timer));
    }
    ctx.next();
  }

  private static boolean hasBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static void expire(RoutingContext ctx) {
    if (!ctx.response().headWritten()) {
      ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    ctx.addEndHandler(ended -> ctx.request().connection().close());
    ctx.fail(Fault.refused("request_timeout", "The request did not arrive completely in time."));
  }
}
