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
 * What stands in front of the rooms, in this order: name the request, count it, date and harden the
 * answer, refuse what can be read in two ways, keep strangers out, say who asks. Tracing is
 * Vert.x's own and further out than any handler.
 *
 * @param modules adds the routes of the rooms
 * @param access who may ask what; a route it does not list answers nobody
 * @param wrongKeys how many wrong keys an address may present, whichever port it tries
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

  public Router router(Vertx vertx, ConnectionTimeouts connections, ActiveRequests activeRequests) {
    Router router = Router.router(vertx);
    router.route().handler(connections);
    router.route().handler(new RequestIdHandler());
    router.route().handler(new HttpRequestMetrics(meters));
    router.route().handler(activeRequests);
    router.route().handler(new DateHeader(clock));
    router.route().handler(new SecurityHeaders());
    router.route().handler(new EarlyResponseHandler(config.http().bodyTimeout()));
    guard(router);
    router.route().handler(new BodyDeadline(config.http().bodyTimeout().plusSeconds(1)));
    ops.mount(router);
    modules.accept(router, vertx);
    new FailureHandler().watch(router);
    // A route with a router of its own takes no failure handler, so it comes after the watch.
    EventBusBridge.mount(router, vertx, activeRequests, access);
    return router;
  }

  /** Keeps strangers out and says who asks: the same on every port. */
  void guard(Router router) {
    router.route().handler(new AmbiguousRequestFilter());
    if (config.keys().isEmpty()) {
      router.route().handler(new LoopbackGuard());
    }
    router.route().handler(new Authentication(config.keys(), access, wrongKeys, meters));
  }
}
