package dev.intentobserve.app;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.intake.Intake;
import dev.intentobserve.intake.IntakeConfig;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import dev.intentobserve.window.Window;
import dev.intentobserve.window.WindowConfig;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The one class that names every room: what each is given, and in which order they open. */
final class Rooms {
  /** A room, ready to be deployed. */
  record Room(String name, Supplier<Deployable> deployable) {}

  private final AppConfig config;
  private final InstantSource clock;
  private final Meters meters;

  /**
   * @param config as the user wants it
   */
  Rooms(
      AppConfig config,
      InstantSource clock,
      Meters meters) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  /** Brings the database to this release; blocks. */
  void migrate() {}

  /** Back to front: whoever is asked opens before whoever asks. */
  List<Room> backToFront() {
    return List.of(
        new Room("trace", () -> Trace.deployable(TraceConfig.DEFAULT, meters)),
        new Room("window", () -> Window.deployable(windowConfig(), clock, meters)),
        new Room("intake", () -> Intake.deployable(intakeConfig(), clock, meters)));
  }

  /** Adds the routes of the rooms that are visited over HTTP. */
  void mount(Router router, Vertx vertx) {
    Intake.mount(router, vertx, intakeConfig(), clock, meters);
    Window.mount(router, vertx, windowConfig(), clock, meters);
  }

  private IntakeConfig intakeConfig() {
    IntakeConfig defaults = IntakeConfig.DEFAULT;
    return new IntakeConfig(
        config.ingest().limits(),
        config.ingest().deadline(),
        config.http().bodyTimeout(),
        config.ingest().inFlightBytes(),
        defaults.batchRows(),
        defaults.maxRecords(),
        defaults.busScope(),
        config.tail().files().stream()
            .map(file -> new IntakeConfig.TailFile(file.toString()))
            .toList(),
        config.tail().pollInterval());
  }

  private static WindowConfig windowConfig() {
    return WindowConfig.DEFAULT.withBuild(Build.version(), "");
  }
}
