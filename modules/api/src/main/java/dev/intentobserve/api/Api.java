package dev.intentobserve.api;

import dev.intentobserve.api.alert.AlertRoutes;
import dev.intentobserve.api.event.EntityRoutes;
import dev.intentobserve.api.event.EventRoutes;
import dev.intentobserve.api.http.ApiRouter;
import dev.intentobserve.api.http.Backend;
import dev.intentobserve.api.http.ReadScheduler;
import dev.intentobserve.api.metric.MetricRoutes;
import dev.intentobserve.api.ops.AboutRoutes;
import dev.intentobserve.api.ops.DeadLetterRoutes;
import dev.intentobserve.api.ops.SourceRoutes;
import dev.intentobserve.api.slo.SloRoutes;
import dev.intentobserve.api.stream.StreamRoutes;
import dev.intentobserve.api.trace.TraceRoutes;
import dev.intentobserve.api.zipkin.ZipkinRoutes;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** The module's factory: routes for reading, and the live feed on the event bus. */
public final class Api {
  private Api() {}

  /**
   * Adds the read API, the Zipkin API and the description of both to {@code router}. The routes
   * expect a {@code Scope} under {@code WebKeys.SCOPE} and fail the context with a {@code Fault},
   * or, where a request contradicts the present state, with status 409 and a {@code Fault}.
   *
   * @param router the root router: the paths are absolute
   */
  public static void mount(
      Router router, Vertx vertx, ApiConfig config, InstantSource clock, Meters meters) {
    Backend backend = new Backend(vertx, config.reads());
    ReadScheduler readScheduler = new ReadScheduler(vertx, config.reads(), meters);
    ApiRouter routes = new ApiRouter(router, readScheduler);
    new StreamRoutes(backend, config.streams(), readScheduler, clock, meters).mount(routes);
    new EventRoutes(backend, clock).mount(routes);
    new TraceRoutes(backend, clock).mount(routes);
    new EntityRoutes(backend).mount(routes);
    new SourceRoutes(backend).mount(routes);
    new DeadLetterRoutes(backend, clock).mount(routes);
    new MetricRoutes(backend, clock).mount(routes);
    new SloRoutes(backend, clock).mount(routes);
    new AlertRoutes(backend, clock).mount(routes);
    new ZipkinRoutes(backend, clock, config.zipkinTraces()).mount(routes.lenient());
    new AboutRoutes(config.version(), config.commit()).mount(routes);
  }

  /** Publishes {@code intent.events.live}; one instance is enough. */
  public static Deployable deployable(ApiConfig config, InstantSource clock, Meters meters) {
    return new LiveEventPublisher(config, clock, meters);
  }
}
