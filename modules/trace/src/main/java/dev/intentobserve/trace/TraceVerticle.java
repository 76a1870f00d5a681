package dev.intentobserve.trace;

import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.loop.CursorLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;

/** Runs the two loops and answers the trace ports. */
final class TraceVerticle extends VerticleBase {
  private final TraceConfig config;
  private final GraphLoader graphLoader = new GraphLoader(() -> vertx);
  private final PlacementLoop placer;
  private final SummaryLoop refresher;
  private CursorLoop placements;
  private CursorLoop summaries;

  @SuppressWarnings("NullAway.Init") // the loops need the Vert.x that comes with deployment
  TraceVerticle(TraceConfig config, InstantSource clock, Meters meters) {
    this.config = config;
    this.placer = new PlacementLoop(() -> vertx, config, clock, meters, graphLoader);
    this.refresher = new SummaryLoop(() -> vertx, config, clock, meters, graphLoader);
  }

  @Override
  public Future<?> start() {
    placements =
        new CursorLoop(vertx, "trace.placements", config.pollInterval(), placer::step).monitored();
    summaries =
        new CursorLoop(vertx, "trace.summaries", config.pollInterval(), refresher::step)
            .monitored();
    return Future.all(
            ReadOnlyTraceVerticle.open(vertx, graphLoader),
            Hint.RECORD.subscribe(vertx, upTo -> placements.wake()),
            Hint.PLACED.subscribe(vertx, upTo -> summaries.wake()))
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
