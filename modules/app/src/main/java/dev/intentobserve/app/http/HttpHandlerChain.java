package dev.intentobserve.app.http;

import dev.intentobserve.app.access.AccessPolicy;
import dev.intentobserve.app.access.Authentication;
import dev.intentobserve.app.access.WrongKeyLimiter;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.function.BiConsumer;

/**
 * The handlers before every route, in this order: request id, metrics, date and security headers,
 * refusal of ambiguous requests, authentication and access. Tracing is Vert.x's own and comes
 * before all of them.
 *
 * @param modules adds the routes of the modules
 * @param access a route that it does not list is answered 404
 * @param wrongKeys shared by all ports
 */
public record HttpHandlerChain(
    AppConfig config,
    InstantSource clock,
    Meters meters,
    OpsRoutes ops,
    BiConsumer<Router, Vertx> modules,
    AccessPolicy access,
    WrongKeyLimiter wrongKeys) {

  public HttpHandlerChain(
      AppConfig config,
      InstantSource clock,
      Meters meters,
      OpsRoutes ops,
      BiConsumer<Router, Vertx> modules) {
    this(config, clock, meters, ops, modules, AccessPolicy.TABLE);
  }

  public HttpHandlerChain(
      AppConfig config,
      InstantSource clock,
      Meters meters,
      OpsRoutes ops,
      BiConsumer<Router, Vertx> modules,
      AccessPolicy access) {
    this(config, clock, meters, ops, modules, access, new WrongKeyLimiter(clock));
  }

  public Router router(Vertx vertx, Connections connections, ActiveRequests activeRequests) {
    Router router = Router.router(vertx);
    router.route().handler(connections);
    router.route().handler(new RequestIdHandler());
    router.route().handler(new HttpRequestMetrics(meters));
    router.route().handler(activeRequests);
    router.route().handler(new ResponseHeaders(clock));
    router.route().handler(new EarlyResponseHandler(config.http().bodyTimeout()));
    guard(router);
    router.route().handler(new BodyDeadline(config.http().bodyTimeout().plusSeconds(1)));
    ops.mount(router);
    modules.accept(router, vertx);
    new FailureHandler().watch(router);
    // A route with a sub-router takes no failure handler, so it is added afterwards.
    EventBusBridge.mount(router, vertx, activeRequests, access);
    return router;
  }

  /** Metrics and health only; the same keys and roles apply, and probes need no key. */
  Router metricsRouter(Vertx vertx, Connections connections) {
    Router router = Router.router(vertx);
    router.route().handler(connections);
    router.route().handler(new RequestIdHandler());
    router.route().handler(new ResponseHeaders(clock));
    guard(router);
    ops.mount(router);
    new FailureHandler().watch(router);
    return router;
  }

  /** Authentication and the checks before it: the same on every port. */
  private void guard(Router router) {
    router.route().handler(new AmbiguousRequestFilter());
    if (config.keys().isEmpty()) {
      router.route().handler(new LoopbackGuard());
    }
    router.route().handler(new Authentication(config.keys(), access, wrongKeys, meters));
  }
}
