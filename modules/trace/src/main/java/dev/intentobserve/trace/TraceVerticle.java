package dev.intentobserve.trace;

import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;

/** The shell: two loops, and the doors. */
final class TraceVerticle extends VerticleBase {
  private final TraceConfig config;
  private final Asker asker = new Asker(() -> vertx);
  private final Placements placing;
  private final Summaries remaking;
  private CursorLoop placements;
  private CursorLoop summaries;

  @SuppressWarnings("NullAway.Init") // the loops need the Vert.x that comes with deployment
  TraceVerticle(TraceConfig config, InstantSource clock, Meters meters) {
    this.config = config;
    this.placing = new Placements(() -> vertx, config, clock, meters, asker);
    this.remaking = new Summaries(() -> vertx, config, clock, meters, asker);
  }

  @Override
  public Future<?> start() {
    placements =
        new CursorLoop(vertx, "trace.placements", config.slowPoke(), placing::step).watched();
    summaries =
        new CursorLoop(vertx, "trace.summaries", config.slowPoke(), remaking::step).watched();
    return Future.all(
            TraceDesk.open(vertx, asker),
            Hint.RECORD.hear(vertx, upTo -> placements.poke()),
            Hint.PLACED.hear(vertx, upTo -> summaries.poke()))
        .onSuccess(
            open -> {
              placements.start();
              summaries.start();
            });
  }

  @Override
  public Future<?> stop() {
    return Future.all(placements.stop(), summaries.stop());
  }
}
