package dev.intentobserve.export;

import io.vertx.core.Future;

/** Sends requests to one destination. */
interface Sender {
  /**
   * Sends the encoded request message. Completes within the timeout of the target; fails if the
   * destination cannot be reached.
   */
  Future<OtlpReply> send(byte[] request);

  Future<Void> close();
}
