package dev.intentobserve.app.http;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one server: limited in total and for each client. Those that send no
 * complete request are closed, even if they keep sending single bytes, which the server's own idle
 * timeout does not notice. A new connection must send the headers of a request within the header
 * timeout, a used one within the idle timeout after its last answer. For one event loop.
 */
public final class Connections implements Handler<RoutingContext> {
  private final Vertx vertx;
  private final Meters meters;
  private final Duration firstHead;
  private final Duration nextHead;
  private final int most;
  private final int mostPerClient;
  private final Map<HttpConnection, ConnectionState> open = new HashMap<>();
  private final Map<String, Integer> openByClient = new HashMap<>();

  private static final class ConnectionState {
    private long timer = -1;
    private int requests;
  }

  public Connections(
      Vertx vertx, Meters meters, AppConfig.Http config, int most, int mostPerClient) {
    this.vertx = vertx;
    this.meters = meters;
    this.firstHead = config.headerTimeout();
    this.nextHead = config.idleTimeout();
    this.most = most;
    this.mostPerClient = mostPerClient;
  }

  void opened(HttpConnection connection) {
    String client = connection.remoteAddress().hostAddress();
    String name = client == null ? "unknown" : client;
    if (open.size() >= most || openByClient.getOrDefault(name, 0) >= mostPerClient) {
      count("too_many");
      connection.close();
      return;
    }
    ConnectionState watch = new ConnectionState();
    open.put(connection, watch);
    openByClient.merge(name, 1, Integer::sum);
    arm(connection, watch, firstHead);
    connection.closeHandler(closed -> closed(connection, name));
  }

  /** The headers of a request have arrived. */
  @Override
  public void handle(RoutingContext ctx) {
    HttpConnection connection = ctx.request().connection();
    ConnectionState watch = open.get(connection);
    if (watch != null) {
      watch.requests++;
      vertx.cancelTimer(watch.timer);
      ctx.addEndHandler(ended -> answered(connection, watch));
    }
    ctx.next();
  }

  private void answered(HttpConnection connection, ConnectionState watch) {
    watch.requests--;
    if (watch.requests == 0 && open.containsKey(connection)) {
      arm(connection, watch, nextHead);
    }
  }

  private void arm(HttpConnection connection, ConnectionState watch, Duration limit) {
    watch.timer = vertx.setTimer(limit.toMillis(), late -> expire(connection));
  }

  private void expire(HttpConnection connection) {
    count("idle");
    connection.close();
  }

  private void closed(HttpConnection connection, String client) {
    @Nullable ConnectionState watch = open.remove(connection);
    if (watch != null) {
      vertx.cancelTimer(watch.timer);
      openByClient.computeIfPresent(client, (name, count) -> count > 1 ? count - 1 : null);
    }
  }

  private void count(String reason) {
    meters.count(TelemetryNames.METRIC_CONNECTIONS_CLOSED, 1, TelemetryNames.LABEL_REASON, reason);
  }
}
