package dev.intentobserve.export;

import io.vertx.core.Future;

/** Carries requests to one receiver. */
interface Sender {
  /**
   * Sends the encoded request message. Ends within the target's timeout; fails where the receiver
   * cannot be reached.
   */
  Future<OtlpReply> send(byte[] request);

  Future<Void> close();
}
