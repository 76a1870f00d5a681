package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.EntityState.Milestone;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.testkit.TestEvent;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds entity states: {@code EntityStateRowBuilder.of(Kind.SIGNAL, "SIG-1",
 * "active").occurred("signal.created", 0)}.
 */
final class EntityStateRowBuilder {
  private final EntityKey key;
  private final String state;
  private final SortedMap<String, Occurrence> occurrences = new TreeMap<>();
  private final SortedMap<Milestone, Instant> marks = new TreeMap<>();
  private Scope scope = Scope.DEFAULT;
  private @Nullable Double trust;
  private @Nullable String source = "mcp";
  private @Nullable String product;
  private @Nullable String cluster;
  private @Nullable Instant start;
  private @Nullable Instant end;

  private EntityStateRowBuilder(EntityKey key, String state) {
    this.key = key;
    this.state = state;
  }

  static EntityStateRowBuilder of(EntityKind kind, String id, String state) {
    return new EntityStateRowBuilder(new EntityKey(kind, id), state);
  }

  static Instant minute(long minutes) {
    return TestEvent.NOON.plusSeconds(60 * minutes);
  }

  /** Once, so many minutes after noon. */
  EntityStateRowBuilder occurred(String type, long minutes) {
    int rank = EventCatalog.standard().type(type).rank();
    Occurrence once = Occurrence.once(new Stamp(minute(minutes), rank, type + minutes));
    occurrences.merge(type, once, Occurrence::merge);
    return this;
  }

  EntityStateRowBuilder in(Scope where) {
    this.scope = where;
    return this;
  }

  EntityStateRowBuilder trust(@Nullable Double value) {
    this.trust = value;
    return this;
  }

  EntityStateRowBuilder source(@Nullable String value) {
    this.source = value;
    return this;
  }

  EntityStateRowBuilder product(@Nullable String value) {
    this.product = value;
    return this;
  }

  EntityStateRowBuilder cluster(@Nullable String value) {
    this.cluster = value;
    return this;
  }

  EntityStateRowBuilder from(long minutes) {
    this.start = minute(minutes);
    return this;
  }

  EntityStateRowBuilder to(long minutes) {
    this.end = minute(minutes);
    return this;
  }

  EntityStateRowBuilder mark(Milestone mark, long minutes) {
    marks.put(mark, minute(minutes));
    return this;
  }

  EntityStateRow row() {
    return row(1);
  }

  EntityStateRow row(long revision) {
    EntityFacts facts =
        new EntityFacts(
            key,
            occurrences,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            new TreeSet<>());
    EntityState entityState =
        EntityState.builder()
            .key(key)
            .state(state)
            .level(trust == null ? null : trust < 0.5 ? "L1" : "L3")
            .trust(trust)
            .source(source)
            .product(product)
            .cluster(cluster)
            .start(start)
            .end(end)
            .top(key)
            .traceId("trace-" + key.id())
            .spanId("span-" + key.id())
            .marks(marks)
            .build();
    return new EntityStateRow(revision, scope, entityState, facts);
  }
}
