package dev.intentobserve.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Metrics and health on a port of their own, which need not be reachable from where the API is. Who
 * may see what is judged as on the port of the API; the probes of health need no key.
 */
final class MetricsVerticle extends VerticleBase {
  private static final int SCRAPERS = 64;

  private final HttpShell shell;
  private @Nullable HttpServer server;

  MetricsVerticle(HttpShell shell) {
    this.shell = shell;
  }

  @Override
  public Future<?> start() {
    AppConfig.Http config = shell.config().http();
    ConnectionLimits limits = new ConnectionLimits(SCRAPERS, SCRAPERS);
    Connections connections = new Connections(vertx, limits, shell.meters(), config);
    Router router = Router.router(vertx);
    router.route().handler(connections);
    router.route().handler(new Correlation());
    router.route().handler(new DateHeader(shell.clock()));
    router.route().handler(new SecurityHeaders());
    shell.guard(router);
    shell.ops().mount(router);
    new Failures().watch(router);
    server =
        vertx
            .createHttpServer(
                HttpVerticle.options(config)
                    .setHost(config.metricsHost())
                    .setPort(config.metricsPort()))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(Failures::answerInvalid)
            .requestHandler(router);
    return server.listen();
  }

  int port() {
    return server == null ? 0 : server.actualPort();
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.shutdown(1, TimeUnit.SECONDS);
  }
}
