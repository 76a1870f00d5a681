package dev.intentobserve.trace;

import dev.intentobserve.ports.TracePorts;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

/** For processes that do not lead: answers from the record and places nothing. */
final class ReadOnlyTraceVerticle extends VerticleBase {
  @Override
  public Future<?> start() {
    return open(vertx);
  }

  static Future<?> open(Vertx vertx) {
    GraphLoader graphLoader = new GraphLoader(() -> vertx);
    return Future.all(
        TracePorts.TREE.answer(vertx, graphLoader::tree),
        TracePorts.PLACEMENTS.answer(vertx, graphLoader::place));
  }
}
