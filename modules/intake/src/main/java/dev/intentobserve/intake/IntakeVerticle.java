package dev.intentobserve.intake;

import dev.intentobserve.contract.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the doors that need no HTTP server: the event bus and the followed files. */
final class IntakeVerticle extends VerticleBase {
  private final IntakeConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private @Nullable BusDoor bus;
  private List<Tailer> tailers = List.of();

  IntakeVerticle(IntakeConfig config, InstantSource clock, Meters meters) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    Hall hall = Hall.of(vertx, config, clock, meters);
    BusDoor door = new BusDoor(hall);
    bus = door;
    return door.open()
        .onSuccess(
            open -> {
              tailers = config.files().stream().map(file -> new Tailer(hall, file)).toList();
              tailers.forEach(Tailer::start);
            });
  }

  /** Ends when whatever was in flight has been answered. */
  @Override
  public Future<?> stop() {
    List<Future<Void>> ends = new ArrayList<>(tailers.stream().map(Tailer::stop).toList());
    if (bus != null) {
      ends.add(bus.close());
    }
    return Future.join(ends);
  }
}
