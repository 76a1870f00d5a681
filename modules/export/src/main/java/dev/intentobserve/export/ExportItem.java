package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
import dev.intentobserve.model.Scope;

/**
 * A span, log record or data point to be sent.
 *
 * @param seq the event that caused it; 0 for a metric, which has no single event
 */
record ExportItem<T extends MessageLite>(long seq, Scope scope, T message) {
  ExportItem {
    requireNonNull(scope, "scope");
    requireNonNull(message, "message");
  }

  static <T extends MessageLite> ExportItem<T> ofNoEvent(T message) {
    return new ExportItem<>(0, Scope.DEFAULT, message);
  }

  /** Encoded bytes of the message alone. */
  int size() {
    return message.getSerializedSize();
  }
}
