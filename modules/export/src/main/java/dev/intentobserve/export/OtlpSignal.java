package dev.intentobserve.export;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.intentobserve.model.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What differs between traces, logs and metrics on the wire. */
interface OtlpSignal<T extends MessageLite> {
  /** Its name in figures and logs; of traces and logs also that of the cursor. */
  String destination();

  /** The full name of the gRPC service whose {@code Export} takes it. */
  String service();

  MessageLite request(List<ExportItem<T>> items);

  /** What a receiver that took the request says of it. */
  PartialSuccess answer(byte[] bytes) throws InvalidProtocolBufferException;

  /** Whether a record may be sent again without showing twice: its ids make it the same. */
  boolean idempotent();

  /**
   * The part of an accepted request that was not.
   *
   * @param message the receiver's own words
   */
  record PartialSuccess(long rejected, String message) {}

  /** The records of each scope, in their order. */
  static <T extends MessageLite> Map<Scope, List<T>> byScope(List<ExportItem<T>> items) {
    return items.stream()
        .collect(
            Collectors.groupingBy(
                ExportItem::scope,
                LinkedHashMap::new,
                Collectors.mapping(ExportItem::message, Collectors.toList())));
  }
}
