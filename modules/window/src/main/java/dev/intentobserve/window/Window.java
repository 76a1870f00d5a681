package dev.intentobserve.window;

import dev.intentobserve.contract.Meters;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** The key to this room: routes to look through, and the live feed. */
public final class Window {
  private Window() {}

  /**
   * Adds the read API, the Zipkin API and the description of both to {@code router}. The routes
   * expect a {@code Scope} under {@code WebKeys.SCOPE} and fail the context with a {@code Fault},
   * or, where a request contradicts what is there, with status 409 and a {@code Fault}.
   *
   * @param router the root router: the paths are absolute
   */
  public static void mount(
      Router router, Vertx vertx, WindowConfig config, InstantSource clock, Meters meters) {
    Doors doors = new Doors(vertx, config);
    Reads reads = new Reads(vertx, config, meters);
    Paths paths = new Paths(router, reads);
    new Streams(doors, reads, clock, meters).mount(paths);
    new EventRoutes(doors, clock).mount(paths);
    new TraceRoutes(doors, clock).mount(paths);
    new EntityRoutes(doors).mount(paths);
    new BookRoutes(doors, clock).mount(paths);
    new MetricRoutes(doors, clock).mount(paths);
    new SloRoutes(doors, clock).mount(paths);
    new SilenceRoutes(doors, clock).mount(paths);
    new AlertRoutes(doors, clock).mount(paths);
    new ZipkinRoutes(doors, clock).mount(paths);
    AboutRoutes.of(config).mount(paths);
  }

  /** The live feed {@code intent.events.live}; one instance is enough. */
  public static Deployable deployable(WindowConfig config, InstantSource clock, Meters meters) {
    return new LiveFeed(config, clock, meters);
  }
}
