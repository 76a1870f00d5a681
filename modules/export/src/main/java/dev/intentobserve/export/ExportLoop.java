package dev.intentobserve.export;

import io.vertx.core.Future;

/** The loop that serves one destination. */
interface ExportLoop {
  void start();

  /** To be called when there may be new events. */
  void wake();

  /** Starts nothing new; completes when the current work has ended. */
  Future<Void> stop();
}
