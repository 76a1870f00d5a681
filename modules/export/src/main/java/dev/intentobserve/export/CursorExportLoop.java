package dev.intentobserve.export;

import dev.intentobserve.ports.loop.CursorLoop;
import io.vertx.core.Future;

/** Exports spans or log records after a cursor. */
record CursorExportLoop(CursorLoop loop) implements ExportLoop {
  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void wake() {
    loop.wake();
  }

  @Override
  public Future<Void> stop() {
    return loop.stop();
  }
}
