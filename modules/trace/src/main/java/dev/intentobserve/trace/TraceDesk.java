package dev.intentobserve.trace;

import dev.intentobserve.contract.TraceContract;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

/** Answers from the record and places nothing: what a process does that does not lead. */
final class TraceDesk extends VerticleBase {
  private final Asker asker = new Asker(() -> vertx);

  @Override
  public Future<?> start() {
    return open(vertx, asker);
  }

  static Future<?> open(Vertx vertx, Asker asker) {
    return Future.all(
        TraceContract.TREE.answer(vertx, asker::tree),
        TraceContract.ROOTED.answer(vertx, asker::tree),
        TraceContract.PLACE.answer(vertx, asker::place));
  }
}
