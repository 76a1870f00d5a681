package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
import dev.intentobserve.model.Scope;

/**
 * A span, log record or data point on its way.
 *
 * @param seq the event it is sent because of; 0 for a figure, which rests on many
 */
record ExportItem<T extends MessageLite>(long seq, Scope scope, T message) {
  ExportItem {
    requireNonNull(scope, "scope");
    requireNonNull(message, "message");
  }

  static <T extends MessageLite> ExportItem<T> ofNoEvent(T message) {
    return new ExportItem<>(0, Scope.DEFAULT, message);
  }

  /** Bytes on the wire, without the envelope. */
  int size() {
    return message.getSerializedSize();
  }
}
