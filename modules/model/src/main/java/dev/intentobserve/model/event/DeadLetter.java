package dev.intentobserve.model.event;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refused record, kept until it is repaired or discarded.
 *
 * @param origin its place in what was received: {@code line 17}, {@code index 3}
 * @param body what was received, sanitised; of a record over the limit its beginning
 * @param digest SHA-256 of all that was received; where the body is less than that, an HMAC of it
 * @param size bytes received, which may be more than the body keeps
 * @param times how often the same bytes were refused for the same reason
 * @param status {@code open}, {@code replayed} or {@code discarded}
 * @param note why it was discarded, or which event the replay became
 */
public record DeadLetter(
    long id,
    Scope scope,
    String receiver,
    String source,
    String origin,
    Refusal reason,
    String detail,
    Bytes body,
    String digest,
    long size,
    Instant receivedTime,
    long times,
    String status,
    @Nullable String note) {
  public DeadLetter {
    requireNonNull(scope, "scope");
    requireNonNull(receiver, "receiver");
    requireNonNull(source, "source");
    requireNonNull(origin, "origin");
    requireNonNull(reason, "reason");
    requireNonNull(detail, "detail");
    requireNonNull(body, "body");
    requireNonNull(digest, "digest");
    requireNonNull(receivedTime, "receivedTime");
    requireNonNull(status, "status");
  }
}
