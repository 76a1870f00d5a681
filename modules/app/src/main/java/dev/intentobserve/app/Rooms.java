package dev.intentobserve.app;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The one class that names every room: what each is given, and in which order they open. */
final class Rooms {
  /** A room, ready to be deployed. */
  record Room(String name, Supplier<Deployable> deployable) {}

  private final AppConfig config;
  private final AppConfig.Database database;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Meters meters;

  /**
   * @param database the one in use, embedded or not
   * @param environment for the standard variables of OTLP
   */
  Rooms(
      AppConfig config,
      AppConfig.Database database,
      Map<String, String> environment,
      InstantSource clock,
      Meters meters) {
    this.config = config;
    this.database = database;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.meters = meters;
  }

  /** Brings the database to this release; blocks. */
  void migrate() {}

  /** Back to front: whoever is asked opens before whoever asks. */
  List<Room> backToFront() {
    return List.of(new Room("trace", () -> Trace.deployable(TraceConfig.DEFAULT, meters)));
  }

  /** Adds the routes of the rooms that are visited over HTTP. */
  void mount(Router router, Vertx vertx) {}
}
