package dev.intentobserve.app.http;

import dev.intentobserve.app.config.AppConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP server of API and pages; started last, stopped first. */
public final class HttpVerticle extends VerticleBase {
  private static final int MAX_REQUEST_LINE = 8 << 10;
  private static final int MAX_HEADER_BYTES = 32 << 10;

  private final HttpHandlerChain handlerChain;
  private final ConnectionLimits limits;
  private final ActiveRequests activeRequests = new ActiveRequests();
  private @Nullable HttpServer server;

  /**
   * Listens once it is deployed.
   *
   * @param limits shared by all instances
   */
  public HttpVerticle(HttpHandlerChain handlerChain, ConnectionLimits limits) {
    this.handlerChain = handlerChain;
    this.limits = limits;
  }

  @Override
  public Future<?> start() {
    ConnectionTimeouts connections =
        new ConnectionTimeouts(vertx, limits, handlerChain.meters(), handlerChain.config().http());
    server =
        vertx
            .createHttpServer(options(handlerChain.config().http()))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(FailureHandler::answerInvalid)
            .requestHandler(handlerChain.router(vertx, connections, activeRequests));
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
  static HttpServerOptions options(AppConfig.Http config) {
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(config.port())
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
