package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
import dev.intentobserve.event.Scope;

/**
 * A span, log record or data point on its way.
 *
 * @param seq the event it is sent because of; 0 for a figure, which rests on many
 */
record Item<T extends MessageLite>(long seq, Scope scope, T message) {
  Item {
    requireNonNull(scope, "scope");
    requireNonNull(message, "message");
  }

  static <T extends MessageLite> Item<T> ofNoEvent(T message) {
    return new Item<>(0, Scope.DEFAULT, message);
  }

  /** Bytes on the wire, without the envelope. */
  int size() {
    return message.getSerializedSize();
  }
}
