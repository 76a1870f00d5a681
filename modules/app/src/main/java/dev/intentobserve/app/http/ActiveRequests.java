package dev.intentobserve.app.http;

import dev.intentobserve.ports.Fault;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tracks running requests, so that a stop can wait for them. For one event loop. */
public final class ActiveRequests implements Handler<RoutingContext> {
  private final Set<RoutingContext> requests = new HashSet<>();
  private final Promise<Void> drained = Promise.promise();
  private final Set<SockJSSocket> sockets = new HashSet<>();
  private boolean stopping;

  @Override
  public void handle(RoutingContext ctx) {
    if (stopping) {
      refuse(ctx);
      return;
    }
    requests.add(ctx);
    ctx.addEndHandler(ended -> leave(ctx));
    ctx.next();
  }

  /** Sockets are closed at a stop, which would wait for its whole limit otherwise. */
  void opened(SockJSSocket socket) {
    sockets.add(socket);
  }

  void closed(SockJSSocket socket) {
    sockets.remove(socket);
  }

  /**
   * Accepts no further requests, ends streams and sockets, and completes when the other requests
   * are answered: by their routes within {@code limit}, after that with 503.
   */
  Future<Void> drain(Vertx vertx, Duration limit) {
    stopping = true;
    List.copyOf(requests).stream()
        .filter(ActiveRequests::isStream)
        .forEach(ctx -> ctx.response().end());
    List.copyOf(sockets).forEach(SockJSSocket::close);
    if (requests.isEmpty()) {
      drained.tryComplete();
    }
    vertx.setTimer(limit.toMillis(), late -> giveUp());
    return drained.future();
  }

  private void giveUp() {
    List.copyOf(requests).forEach(ActiveRequests::refuse);
    drained.tryComplete();
  }

  private void leave(RoutingContext ctx) {
    requests.remove(ctx);
    if (stopping && requests.isEmpty()) {
      drained.tryComplete();
    }
  }

  private static void refuse(RoutingContext ctx) {
    if (!ctx.response().headWritten()) {
      ctx.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    ctx.fail(Fault.busy("shutting_down", "The service is stopping; try again."));
  }

  private static boolean isStream(RoutingContext ctx) {
    String type = ctx.response().headers().get(HttpHeaders.CONTENT_TYPE);
    return ctx.response().headWritten() && type != null && type.startsWith("text/event-stream");
  }
}
