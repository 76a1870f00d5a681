package dev.intentobserve.app;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that ask for nothing, however busily they send single bytes: the server's own
 * idle timeout never sees those. A new connection has the header timeout to bring the head of a
 * request; a used one the idle timeout, from answer to next head. For one event loop.
 */
final class Connections implements Handler<RoutingContext> {
  private final Vertx vertx;
  private final ConnectionLimits limits;
  private final Meters meters;
  private final Duration firstHead;
  private final Duration nextHead;
  private final Map<HttpConnection, Watch> open = new HashMap<>();

  private static final class Watch {
    private long timer = -1;
    private int requests;
  }

  Connections(Vertx vertx, ConnectionLimits limits, Meters meters, AppConfig.Http config) {
    this.vertx = vertx;
    this.limits = limits;
    this.meters = meters;
    this.firstHead = config.headerTimeout();
    this.nextHead = config.idleTimeout();
  }

  void opened(HttpConnection connection) {
    String client = connection.remoteAddress().hostAddress();
    String name = client == null ? "unknown" : client;
    if (!limits.tryEnter(name)) {
      count("too_many");
      connection.close();
      return;
    }
    Watch watch = new Watch();
    open.put(connection, watch);
    arm(connection, watch, firstHead);
    connection.closeHandler(closed -> closed(connection, name));
  }

  /** The head of a request is there. */
  @Override
  public void handle(RoutingContext ctx) {
    HttpConnection connection = ctx.request().connection();
    Watch watch = open.get(connection);
    if (watch != null) {
      watch.requests++;
      vertx.cancelTimer(watch.timer);
      ctx.addEndHandler(ended -> answered(connection, watch));
    }
    ctx.next();
  }

  private void answered(HttpConnection connection, Watch watch) {
    watch.requests--;
    if (watch.requests == 0 && open.containsKey(connection)) {
      arm(connection, watch, nextHead);
    }
  }

  private void arm(HttpConnection connection, Watch watch, Duration limit) {
    watch.timer = vertx.setTimer(limit.toMillis(), late -> expire(connection));
  }

  private void expire(HttpConnection connection) {
    count("idle");
    connection.close();
  }

  private void closed(HttpConnection connection, String client) {
    @Nullable Watch watch = open.remove(connection);
    if (watch != null) {
      vertx.cancelTimer(watch.timer);
      limits.leave(client);
    }
  }

  private void count(String reason) {
    meters.count(Names.METRIC_CONNECTIONS_CLOSED, 1, Names.LABEL_REASON, reason);
  }
}
