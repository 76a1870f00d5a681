package dev.intentobserve.model.event;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.json.Json;
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
    Bytes body) {

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

  public static Builder builder() {
    return new Builder();
  }

  /** A copy to change. */
  public Builder toBuilder() {
    return builder()
        .eventId(eventId)
        .digest(digest)
        .dialect(dialect)
        .type(type)
        .rawType(rawType)
        .source(source)
        .entity(entity)
        .eventTime(eventTime)
        .traceRef(traceRef)
        .actor(actor)
        .title(title)
        .data(data)
        .claims(claims)
        .flags(flags)
        .body(body);
  }

  /**
   * Collections are empty and nullable values null unless set; {@code build} fails without the
   * others.
   */
  public static final class Builder {
    private @Nullable String eventId;
    private @Nullable String digest;
    private @Nullable String dialect;
    private @Nullable String type;
    private @Nullable String rawType;
    private @Nullable String source;
    private @Nullable EntityKey entity;
    private @Nullable Instant eventTime;
    private @Nullable String traceRef;
    private @Nullable String actor;
    private @Nullable String title;
    private Json.Fields data = Json.Fields.EMPTY;
    private List<Claim> claims = List.of();
    private Set<EventFlag> flags = Set.of();
    private @Nullable Bytes body;

    private Builder() {}

    public Builder eventId(String eventId) {
      this.eventId = eventId;
      return this;
    }

    public Builder digest(String digest) {
      this.digest = digest;
      return this;
    }

    public Builder dialect(String dialect) {
      this.dialect = dialect;
      return this;
    }

    public Builder type(String type) {
      this.type = type;
      return this;
    }

    public Builder rawType(String rawType) {
      this.rawType = rawType;
      return this;
    }

    public Builder source(String source) {
      this.source = source;
      return this;
    }

    public Builder entity(@Nullable EntityKey entity) {
      this.entity = entity;
      return this;
    }

    public Builder eventTime(Instant eventTime) {
      this.eventTime = eventTime;
      return this;
    }

    public Builder traceRef(@Nullable String traceRef) {
      this.traceRef = traceRef;
      return this;
    }

    public Builder actor(@Nullable String actor) {
      this.actor = actor;
      return this;
    }

    public Builder title(@Nullable String title) {
      this.title = title;
      return this;
    }

    public Builder data(Json.Fields data) {
      this.data = data;
      return this;
    }

    public Builder claims(List<Claim> claims) {
      this.claims = claims;
      return this;
    }

    public Builder flags(Set<EventFlag> flags) {
      this.flags = flags;
      return this;
    }

    public Builder body(Bytes body) {
      this.body = body;
      return this;
    }

    @SuppressWarnings("NullAway") // the constructor refuses what is missing
    public WorkEvent build() {
      return new WorkEvent(
          eventId, digest, dialect, type, rawType, source, entity, eventTime, traceRef, actor,
          title, data, claims, flags, body);
    }
  }
}
