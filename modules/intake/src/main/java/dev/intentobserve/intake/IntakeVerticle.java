package dev.intentobserve.intake;

import dev.intentobserve.contract.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;

/** Opens the doors that need no HTTP server: the event bus and the followed files. */
final class IntakeVerticle extends VerticleBase {
  private final IntakeConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private List<Tailer> tailers = List.of();

  IntakeVerticle(IntakeConfig config, InstantSource clock, Meters meters) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    Hall hall = Hall.of(vertx, config, clock, meters);
    return new BusDoor(hall)
        .open()
        .onSuccess(
            open -> {
              tailers = config.files().stream().map(file -> new Tailer(hall, file)).toList();
              tailers.forEach(Tailer::start);
            });
  }

  /** Ends when every chunk in flight has been answered. */
  @Override
  public Future<?> stop() {
    return Future.join(tailers.stream().map(Tailer::stop).toList());
  }
}
