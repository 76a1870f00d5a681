package dev.intentobserve.export;

import dev.intentobserve.contract.CursorLoop;
import io.vertx.core.Future;

/** Follows the record with a cursor. */
record RecordFollower(CursorLoop loop) implements Drive {
  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void poke() {
    loop.poke();
  }

  @Override
  public Future<Void> stop() {
    return loop.stop();
  }
}
