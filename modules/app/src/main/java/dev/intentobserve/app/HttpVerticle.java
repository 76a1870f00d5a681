package dev.intentobserve.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The door to the street: opened last, closed first. */
final class HttpVerticle extends VerticleBase {
  private static final int LONGEST_LINE = 8 << 10;
  private static final int LARGEST_HEADERS = 32 << 10;

  private final HttpShell shell;
  private final ConnectionLimits limits;
  private final UnderWay underWay = new UnderWay();
  private @Nullable HttpServer server;

  /**
   * @param limits shared by all instances
   */
  HttpVerticle(HttpShell shell, ConnectionLimits limits) {
    this.shell = shell;
    this.limits = limits;
  }

  @Override
  public Future<?> start() {
    Connections connections = new Connections(vertx, limits, shell.meters(), shell.config().http());
    server =
        vertx
            .createHttpServer(options(shell.config().http()))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(Failures::answerInvalid)
            .requestHandler(shell.router(vertx, connections, underWay));
    return server.listen();
  }

  int port() {
    return server == null ? 0 : server.actualPort();
  }

  /** Stops accepting at once; what is under way has the drain timeout. */
  @Override
  public Future<?> stop() {
    if (server == null) {
      return Future.succeededFuture();
    }
    long limit = shell.config().http().drainTimeout().toMillis();
    Future<Void> closed = server.shutdown(limit + 1000, TimeUnit.MILLISECONDS);
    return underWay.drain(vertx, shell.config().http().drainTimeout()).compose(empty -> closed);
  }

  /**
   * HTTP/1.1 only: without TLS no client needs more, and streams would be one more thing to limit.
   * Bodies arrive as they were sent and nobody is told to go on before a room has looked: both are
   * the intake's to decide.
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
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LARGEST_HEADERS)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(Math.toIntExact(config.idleTimeout().toMillis()))
        .setTracingPolicy(TracingPolicy.ALWAYS);
  }
}
