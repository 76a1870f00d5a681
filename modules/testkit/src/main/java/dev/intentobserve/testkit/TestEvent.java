package dev.intentobserve.testkit;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.EventType;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds parsed events without the parser: {@code TestEvent.of("signal.created",
 * "SIG-1").at("2026-03-01T10:00:00Z").build()}. The body is the line that a producer would have
 * sent.
 */
public final class TestEvent {
  /** The time of events without another one. */
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

  private TestEvent(String type, @Nullable EntityKey entity) {
    this.type = type;
    this.entity = entity;
  }

  /** An event about an entity of the kind that belongs to the type. */
  public static TestEvent of(String type, String entityId) {
    return new TestEvent(type, new EntityKey(EventCatalog.standard().type(type).kind(), entityId));
  }

  /** An event about no entity. */
  public static TestEvent withoutEntity(String type) {
    return new TestEvent(type, null);
  }

  public static EntityKey key(EntityKind kind, String id) {
    return new EntityKey(kind, id);
  }

  public TestEvent at(String instant) {
    return at(Instant.parse(instant));
  }

  public TestEvent at(Instant instant) {
    this.time = instant;
    return this;
  }

  /** The id from the producer; without one, the id is the digest of the body. */
  public TestEvent id(String id) {
    this.eventId = id;
    return this;
  }

  public TestEvent source(String name) {
    this.source = name;
    return this;
  }

  public TestEvent trace(@Nullable String ref) {
    this.traceRef = ref;
    return this;
  }

  public TestEvent actor(String name) {
    this.actor = name;
    return this;
  }

  public TestEvent title(String text) {
    this.title = text;
    return data("title", text);
  }

  public TestEvent data(String name, String value) {
    data.put(name, value);
    return this;
  }

  public TestEvent flag(EventFlag flag) {
    flags.add(flag);
    return this;
  }

  public TestEvent body(Bytes bytes) {
    this.body = bytes;
    return this;
  }

  public TestEvent claim(Claim claim) {
    claims.add(claim);
    return this;
  }

  public TestEvent touches(EntityKey key) {
    return claim(new Claim.Touches(key));
  }

  /** The entity of the event belongs to {@code parent}. */
  public TestEvent under(EntityKey parent) {
    return claim(new Claim.BelongsTo(entity(), parent));
  }

  /** The entity of the event lists its members. */
  public TestEvent lists(EntityKind memberKind, String... ids) {
    return claim(new Claim.Lists(entity(), memberKind, List.of(ids)));
  }

  public TestEvent linksTo(EntityKey to, String relation) {
    return claim(new Claim.LinksTo(entity(), to, relation));
  }

  public WorkEvent build() {
    EventType known = EventCatalog.standard().type(type);
    Json.Fields fields = data.build();
    Bytes bytes = body != null ? body : Bytes.utf8(line(fields));
    String digest = Digests.sha256(bytes.array());
    return WorkEvent.builder()
        .eventId(eventId != null ? eventId : digest)
        .digest(digest)
        .dialect("nested")
        .type(known.name())
        .rawType(type)
        .source(source)
        .entity(entity)
        .eventTime(time)
        .traceRef(traceRef)
        .actor(actor)
        .title(title)
        .data(fields)
        .claims(claims)
        .flags(flags)
        .body(bytes)
        .build();
  }

  /** As the record returns it. */
  public StoredEvent stored(long seq) {
    return new StoredEvent(seq, Scope.DEFAULT, "test", time, build());
  }

  /** A batch of the default scope, received at noon. */
  public static Append batch(String receiver, WorkEvent... events) {
    return batch(Scope.DEFAULT, receiver, List.of(events));
  }

  public static Append batch(Scope scope, String receiver, List<WorkEvent> events) {
    List<Entry> entries = new ArrayList<>();
    events.forEach(event -> entries.add(new Entry.Accepted(event, "index " + entries.size())));
    return new Append(scope, receiver, NOON, entries, null, null);
  }

  private EntityKey entity() {
    if (entity == null) {
      throw new IllegalStateException("an event without an entity has no claims about it");
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
