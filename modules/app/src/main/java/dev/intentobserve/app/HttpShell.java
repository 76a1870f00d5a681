package dev.intentobserve.app;

import dev.intentobserve.contract.Meters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.function.BiConsumer;

/**
 * What stands in front of the rooms, in this order: name the request, count it, date and harden the
 * answer, refuse what can be read in two ways, keep strangers out, say who asks. Tracing is
 * Vert.x's own and further out than any handler.
 *
 * @param rooms adds the routes of the rooms
 * @param access who may ask what; a route it does not list answers nobody
 * @param guesses how many wrong keys an address may present, whichever port it tries
 */
record HttpShell(
    AppConfig config,
    InstantSource clock,
    Meters meters,
    OpsRoutes ops,
    BiConsumer<Router, Vertx> rooms,
    Access access,
    GuessLimit guesses) {

  HttpShell(
      AppConfig config,
      InstantSource clock,
      Meters meters,
      OpsRoutes ops,
      BiConsumer<Router, Vertx> rooms) {
    this(config, clock, meters, ops, rooms, Access.TABLE);
  }

  HttpShell(
      AppConfig config,
      InstantSource clock,
      Meters meters,
      OpsRoutes ops,
      BiConsumer<Router, Vertx> rooms,
      Access access) {
    this(config, clock, meters, ops, rooms, access, new GuessLimit(clock));
  }

  Router router(Vertx vertx, Connections connections, UnderWay underWay) {
    Router router = Router.router(vertx);
    router.route().handler(connections);
    router.route().handler(new Correlation());
    router.route().handler(new HttpFigures(meters));
    router.route().handler(underWay);
    router.route().handler(new DateHeader(clock));
    router.route().handler(new SecurityHeaders());
    router.route().handler(new EarlyAnswers(config.http().bodyTimeout()));
    guard(router);
    router.route().handler(new BodyDeadline(config.http().bodyTimeout().plusSeconds(1)));
    ops.mount(router);
    rooms.accept(router, vertx);
    new Failures().watch(router);
    // A route with a router of its own takes no failure handler, so it comes after the watch.
    EventBusBridge.mount(router, vertx, underWay, access);
    return router;
  }

  /** Keeps strangers out and says who asks: the same on every port. */
  void guard(Router router) {
    router.route().handler(new WellFormed());
    if (config.keys().isEmpty()) {
      router.route().handler(new LoopbackGuard());
    }
    router.route().handler(new Authentication(config.keys(), access, guesses, meters));
  }
}
