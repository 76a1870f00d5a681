package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
import dev.intentobserve.event.Scope;

/**
 * A span or log record on its way.
 *
 * @param seq the event it is sent because of
 */
record Item<T extends MessageLite>(long seq, Scope scope, T message) {
  Item {
    requireNonNull(scope, "scope");
    requireNonNull(message, "message");
  }

  /** Bytes on the wire, without the envelope. */
  int size() {
    return message.getSerializedSize();
  }
}
