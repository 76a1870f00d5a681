package dev.intentobserve.export;

import io.vertx.core.Future;

/** What keeps a destination going. */
interface ExportLoop {
  void start();

  /** There may be something new in the record. */
  void wake();

  /** Completes when nothing of it is under way any more; nothing further begins. */
  Future<Void> stop();
}
