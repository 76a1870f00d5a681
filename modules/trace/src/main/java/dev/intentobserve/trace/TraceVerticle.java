package dev.intentobserve.trace;

import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.loop.CursorLoop;
import dev.intentobserve.ports.loop.StepQueue;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Runs the two loops and answers the trace ports. Their steps never overlap: both write states, and
 * the one that read first would overwrite what the other computed from newer facts.
 */
final class TraceVerticle extends VerticleBase {
  private final TraceConfig config;
  private final PlacementLoop placer;
  private final SummaryLoop refresher;
  private final TreeQueries trees;
  private CursorLoop placements;
  private CursorLoop summaries;
  private final StepQueue turns = new StepQueue();

  @SuppressWarnings("NullAway.Init") // the loops need the Vert.x that comes with deployment
  TraceVerticle(TraceConfig config, InstantSource clock, Meters meters) {
    this.config = config;
    EntityGraphCache cache = new EntityGraphCache(config.cacheBytes(), EntityGraphCache.STEP_BYTES);
    this.placer = new PlacementLoop(() -> vertx, config, clock, meters, cache);
    this.refresher = new SummaryLoop(() -> vertx, config, clock, meters, cache);
    this.trees = new TreeQueries(() -> vertx, cache, turns);
  }

  @Override
  public Future<?> start() {
    placements = loop("trace.placements", placer::step);
    summaries = loop("trace.summaries", refresher::step);
    return Future.all(
            ReadOnlyTraceVerticle.open(vertx),
            TracePorts.PLACES.answer(vertx, trees::places),
            TracePorts.TREES.answer(vertx, trees::trees),
            Hint.RECORD.subscribe(vertx, upTo -> placements.wake()),
            Hint.PLACED.subscribe(vertx, upTo -> summaries.wake()))
        .onSuccess(
            open -> {
              placements.start();
              summaries.start();
            });
  }

  private CursorLoop loop(String name, Supplier<Future<Boolean>> step) {
    return new CursorLoop(vertx, name, config.pollInterval(), () -> turns.take(step)).monitored();
  }

  @Override
  public Future<?> stop() {
    return Future.all(placements.stop(), summaries.stop());
  }
}
