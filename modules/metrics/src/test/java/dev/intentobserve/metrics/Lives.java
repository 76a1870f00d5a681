package dev.intentobserve.metrics;

import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.event.Catalog;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Life.Mark;
import dev.intentobserve.event.Occurrence;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.testkit.Events;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds lives: {@code Lives.of(Kind.SIGNAL, "SIG-1", "active").happened("signal.created", 0)}. */
final class Lives {
  private final EntityKey key;
  private final String state;
  private final SortedMap<String, Occurrence> occurrences = new TreeMap<>();
  private final SortedMap<Mark, Instant> marks = new TreeMap<>();
  private Scope scope = Scope.DEFAULT;
  private @Nullable Double trust;
  private @Nullable String source = "mcp";
  private @Nullable String product;
  private @Nullable String cluster;
  private @Nullable Instant start;
  private @Nullable Instant end;

  private Lives(EntityKey key, String state) {
    this.key = key;
    this.state = state;
  }

  static Lives of(Kind kind, String id, String state) {
    return new Lives(new EntityKey(kind, id), state);
  }

  static Instant minute(long minutes) {
    return Events.NOON.plusSeconds(60 * minutes);
  }

  /** Once, so many minutes after noon. */
  Lives happened(String type, long minutes) {
    int rank = Catalog.standard().type(type).rank();
    Occurrence once = Occurrence.once(new Stamp(minute(minutes), rank, type + minutes));
    occurrences.merge(type, once, Occurrence::merge);
    return this;
  }

  Lives in(Scope where) {
    this.scope = where;
    return this;
  }

  Lives trust(@Nullable Double value) {
    this.trust = value;
    return this;
  }

  Lives source(@Nullable String value) {
    this.source = value;
    return this;
  }

  Lives product(@Nullable String value) {
    this.product = value;
    return this;
  }

  Lives cluster(@Nullable String value) {
    this.cluster = value;
    return this;
  }

  Lives from(long minutes) {
    this.start = minute(minutes);
    return this;
  }

  Lives to(long minutes) {
    this.end = minute(minutes);
    return this;
  }

  Lives mark(Mark mark, long minutes) {
    marks.put(mark, minute(minutes));
    return this;
  }

  LifeRow row() {
    return row(1);
  }

  LifeRow row(long revision) {
    EntityFacts facts =
        new EntityFacts(
            key,
            occurrences,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            new TreeSet<>());
    Life life =
        new Life(
            key,
            state,
            trust == null ? null : trust < 0.5 ? "L1" : "L3",
            trust,
            source,
            product,
            cluster,
            start,
            end,
            key,
            "trace-" + key.id(),
            "span-" + key.id(),
            marks);
    return new LifeRow(revision, scope, life, facts);
  }
}
