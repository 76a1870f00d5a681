package dev.intentobserve.testkit;

import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Catalog;
import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.EventType;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds understood events without reading any: {@code Events.of("signal.created",
 * "SIG-1").at("2026-03-01T10:00:00Z").build()}. The body is the line a producer without a library
 * would have written.
 */
public final class Events {
  /** When nothing else is said. */
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final String type;
  private final @Nullable EntityKey entity;
  private final List<Claim> claims = new ArrayList<>();
  private final Set<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
  private final Json.Builder data = Json.object();
  private Instant time = NOON;
  private String source = "test";
  private @Nullable String eventId;
  private @Nullable String traceRef;
  private @Nullable String actor;
  private @Nullable String title;
  private @Nullable Bytes body;

  private Events(String type, @Nullable EntityKey entity) {
    this.type = type;
    this.entity = entity;
  }

  /** An event of a type about the entity of the type's kind. */
  public static Events of(String type, String entityId) {
    return new Events(type, new EntityKey(Catalog.standard().type(type).kind(), entityId));
  }

  /** An event that only names itself. */
  public static Events nameless(String type) {
    return new Events(type, null);
  }

  public static EntityKey key(Kind kind, String id) {
    return new EntityKey(kind, id);
  }

  public Events at(String instant) {
    return at(Instant.parse(instant));
  }

  public Events at(Instant instant) {
    this.time = instant;
    return this;
  }

  /** A producer's id; without one the event is named by its body. */
  public Events id(String id) {
    this.eventId = id;
    return this;
  }

  public Events source(String name) {
    this.source = name;
    return this;
  }

  public Events trace(@Nullable String ref) {
    this.traceRef = ref;
    return this;
  }

  public Events actor(String name) {
    this.actor = name;
    return this;
  }

  public Events title(String text) {
    this.title = text;
    return data("title", text);
  }

  public Events data(String name, String value) {
    data.put(name, value);
    return this;
  }

  public Events flag(EventFlag flag) {
    flags.add(flag);
    return this;
  }

  public Events body(Bytes bytes) {
    this.body = bytes;
    return this;
  }

  public Events claim(Claim claim) {
    claims.add(claim);
    return this;
  }

  public Events touches(EntityKey key) {
    return claim(new Claim.Touches(key));
  }

  /** The event's entity belongs to {@code parent}. */
  public Events under(EntityKey parent) {
    return claim(new Claim.BelongsTo(named(), parent));
  }

  /** The event's entity names its members. */
  public Events lists(Kind memberKind, String... ids) {
    return claim(new Claim.Lists(named(), memberKind, List.of(ids)));
  }

  public Events linksTo(EntityKey to, String relation) {
    return claim(new Claim.LinksTo(named(), to, relation));
  }

  public WorkEvent build() {
    EventType known = Catalog.standard().type(type);
    Json.Fields fields = data.build();
    Bytes bytes = body != null ? body : Bytes.utf8(line(fields));
    String digest = Ids.sha256(bytes.array());
    return new WorkEvent(
        eventId != null ? eventId : digest,
        digest,
        "nested",
        known.name(),
        type,
        source,
        entity,
        time,
        traceRef,
        actor,
        title,
        fields,
        claims,
        flags,
        bytes);
  }

  /** As the record would hand it out. */
  public Stored stored(long seq) {
    return new Stored(seq, Scope.DEFAULT, "test", time, build());
  }

  /** A batch of the default scope, received at noon. */
  public static Append batch(String door, WorkEvent... events) {
    return batch(Scope.DEFAULT, door, List.of(events));
  }

  public static Append batch(Scope scope, String door, List<WorkEvent> events) {
    List<Entry> entries = new ArrayList<>();
    events.forEach(event -> entries.add(new Entry.Accepted(event, "index " + entries.size())));
    return new Append(scope, door, NOON, entries, null, null);
  }

  private EntityKey named() {
    if (entity == null) {
      throw new IllegalStateException("a nameless event claims nothing about itself");
    }
    return entity;
  }

  private String line(Json.Fields fields) {
    Json.Builder line = Json.object().put("version", "0.1");
    if (eventId != null) {
      line.put("event_id", eventId);
    }
    return line.put("event", type)
        .put("timestamp", time)
        .put("trace_id", traceRef)
        .put("actor", actor)
        .put("ref", entity == null ? null : entity.id())
        .put("source", source)
        .put("data", fields)
        .build()
        .encode();
  }
}
