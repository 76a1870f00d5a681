package dev.intentobserve.model.event;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.json.Json;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event, understood and sanitised. Every text in it can be stored: no NUL, no lone surrogate.
 *
 * @param eventId the producer's id ({@code event_id}; for CloudEvents {@code source#id}), else the
 *     SHA-256 of the received bytes in lower-case hex
 * @param digest SHA-256, lower-case hex, that tells whether two events with one id are the same: of
 *     the received bytes, or, with a producer's id, of the canonical JSON. Where something was
 *     redacted, this and an id that is no producer's are HMAC-SHA256 under the installation's key
 * @param dialect {@code nested}, {@code flat} or {@code cloudevents}
 * @param type the canonical type of the {@link EventCatalog}, or the raw name where it knows none
 * @param rawType the name as it was sent
 * @param source the emission mechanism; {@code unknown} where none was named
 * @param entity the entity the event is about; null where only the event names itself
 * @param eventTime when it happened, in microseconds
 * @param traceRef the emitter's trace string, verbatim; null where it gave none
 * @param data what the event carries besides its envelope
 * @param body the bytes as received, secrets apart
 */
@RecordBuilder
public record WorkEvent(
    String eventId,
    String digest,
    String dialect,
    String type,
    String rawType,
    String source,
    @Nullable EntityKey entity,
    Instant eventTime,
    @Nullable String traceRef,
    @Nullable String actor,
    @Nullable String title,
    Json.Fields data,
    List<Claim> claims,
    Set<EventFlag> flags,
    Bytes body)
    implements WorkEventBuilder.With {

  public WorkEvent {
    requireNonNull(eventId, "eventId");
    requireNonNull(digest, "digest");
    requireNonNull(dialect, "dialect");
    requireNonNull(type, "type");
    requireNonNull(rawType, "rawType");
    requireNonNull(source, "source");
    requireNonNull(data, "data");
    requireNonNull(body, "body");
    eventTime = eventTime.truncatedTo(ChronoUnit.MICROS);
    claims = List.copyOf(claims);
    flags = Set.copyOf(flags);
  }

  /** Without data, claims and flags until they are set. */
  public static WorkEventBuilder builder() {
    return WorkEventBuilder.builder().data(Json.Fields.EMPTY);
  }
}
