package dev.intentobserve.app.http;

import dev.intentobserve.app.config.AppConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Metrics and health on a separate port, which can be reachable from other networks than the API.
 * The same keys and roles apply as on the port of the API; health probes need no key.
 */
public final class MetricsEndpoint extends VerticleBase {
  private static final int MAX_SCRAPER_CONNECTIONS = 64;

  private final HttpHandlerChain handlerChain;
  private @Nullable HttpServer server;

  public MetricsEndpoint(HttpHandlerChain handlerChain) {
    this.handlerChain = handlerChain;
  }

  @Override
  public Future<?> start() {
    AppConfig.Http config = handlerChain.config().http();
    ConnectionLimits limits =
        new ConnectionLimits(MAX_SCRAPER_CONNECTIONS, MAX_SCRAPER_CONNECTIONS);
    ConnectionTimeouts connections =
        new ConnectionTimeouts(vertx, limits, handlerChain.meters(), config);
    Router router = Router.router(vertx);
    router.route().handler(connections);
    router.route().handler(new RequestIdHandler());
    router.route().handler(new DateHeader(handlerChain.clock()));
    router.route().handler(new SecurityHeaders());
    handlerChain.guard(router);
    handlerChain.ops().mount(router);
    new FailureHandler().watch(router);
    server =
        vertx
            .createHttpServer(
                HttpVerticle.options(config)
                    .setHost(config.metricsHost())
                    .setPort(config.metricsPort()))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(FailureHandler::answerInvalid)
            .requestHandler(router);
    return server.listen();
  }

  public int port() {
    return server == null ? 0 : server.actualPort();
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.shutdown(1, TimeUnit.SECONDS);
  }
}
