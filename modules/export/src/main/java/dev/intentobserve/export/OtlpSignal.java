package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.model.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The differences between traces, logs and metrics in OTLP. */
interface OtlpSignal<T extends MessageLite> {
  /** The name in metrics and logs; for traces and logs also the name of the cursor. */
  String destination();

  /** The full name of the gRPC service with the method {@code Export}. */
  String service();

  MessageLite request(List<ExportItem<T>> items);

  /** Reads the response to an accepted request. */
  PartialSuccess answer(byte[] bytes) throws InvalidProtocolBufferException;

  /** Whether a record that is sent again is stored once, because of its ids. */
  boolean idempotent();

  /**
   * The rejected part of an accepted request.
   *
   * @param message the destination's own text
   */
  record PartialSuccess(long rejected, String message) {}

  /** The records by scope, in their order. */
  static <T extends MessageLite> Map<Scope, List<T>> byScope(List<ExportItem<T>> items) {
    return items.stream()
        .collect(
            Collectors.groupingBy(
                ExportItem::scope,
                LinkedHashMap::new,
                Collectors.mapping(ExportItem::message, Collectors.toList())));
  }
}
