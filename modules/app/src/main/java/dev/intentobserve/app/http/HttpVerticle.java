package dev.intentobserve.app.http;

import dev.intentobserve.app.config.AppConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP server; started last, stopped first. */
public final class HttpVerticle extends VerticleBase {
  private static final int MAX_REQUEST_LINE = 8 << 10;
  private static final int MAX_HEADER_BYTES = 32 << 10;
  private static final int MAX_SCRAPER_CONNECTIONS = 64;

  private final HttpHandlerChain handlerChain;
  private final boolean metricsOnly;
  private final ActiveRequests activeRequests = new ActiveRequests();
  private @Nullable HttpServer server;

  private HttpVerticle(HttpHandlerChain handlerChain, boolean metricsOnly) {
    this.handlerChain = handlerChain;
    this.metricsOnly = metricsOnly;
  }

  /** The server of API and pages. */
  public static HttpVerticle api(HttpHandlerChain handlerChain) {
    return new HttpVerticle(handlerChain, false);
  }

  /** Metrics and health on a port that can be reachable from other networks than the API. */
  public static HttpVerticle metrics(HttpHandlerChain handlerChain) {
    return new HttpVerticle(handlerChain, true);
  }

  @Override
  public Future<?> start() {
    AppConfig.Http config = handlerChain.config().http();
    int most = metricsOnly ? MAX_SCRAPER_CONNECTIONS : config.maxConnections();
    int mostPerClient = metricsOnly ? MAX_SCRAPER_CONNECTIONS : config.maxConnectionsPerClient();
    Connections connections =
        new Connections(vertx, handlerChain.meters(), config, most, mostPerClient);
    server =
        vertx
            .createHttpServer(options(config))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(FailureHandler::answerInvalid)
            .requestHandler(
                metricsOnly
                    ? handlerChain.metricsRouter(vertx, connections)
                    : handlerChain.router(vertx, connections, activeRequests));
    return server.listen();
  }

  public int port() {
    return server == null ? 0 : server.actualPort();
  }

  /** Accepts no more connections at once; running requests have the drain timeout. */
  @Override
  public Future<?> stop() {
    if (server == null) {
      return Future.succeededFuture();
    }
    if (metricsOnly) {
      return server.shutdown(1, TimeUnit.SECONDS);
    }
    long limit = handlerChain.config().http().drainTimeout().toMillis();
    Future<Void> closed = server.shutdown(limit + 1000, TimeUnit.MILLISECONDS);
    return activeRequests
        .drain(vertx, handlerChain.config().http().drainTimeout())
        .compose(empty -> closed);
  }

  /**
   * HTTP/1.1 only: without TLS no client needs more, and HTTP/2 streams would need limits, too.
   * Bodies are neither decompressed nor asked for with {@code 100 Continue} here: module ingest
   * decides both.
   */
  private HttpServerOptions options(AppConfig.Http config) {
    return new HttpServerOptions()
        .setHost(metricsOnly ? config.metricsHost() : config.host())
        .setPort(metricsOnly ? config.metricsPort() : config.port())
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(false)
        .setDecompressionSupported(false)
        .setCompressionSupported(true)
        .setCompressionContentSizeThreshold(1024)
        .setMaxInitialLineLength(MAX_REQUEST_LINE)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
        .setTracingPolicy(TracingPolicy.ALWAYS);
  }
}
