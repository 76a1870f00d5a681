package dev.intentobserve.model.trace;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A unit of work in a trace.
 *
 * @param spanId 16 lower-case hex digits
 * @param parentId null for the root only
 * @param kind {@code intent}, {@code phase}, {@code signal}, {@code cluster}, {@code spec}, {@code
 *     contract}, {@code assertion} or another {@code EntityKind}
 * @param id the entity's id; for a phase its name
 * @param start null for a placeholder
 * @param end null while it is open
 * @param attributes by the names of {@code TelemetryNames}
 * @param flags {@code placeholder}, {@code collision}, {@code backfilled}, {@code cycle} …
 */
public record WorkSpan(
    String spanId,
    @Nullable String parentId,
    String kind,
    String id,
    String name,
    String state,
    @Nullable Instant start,
    @Nullable Instant end,
    SortedMap<String, String> attributes,
    List<Moment> events,
    List<Link> links,
    SortedSet<String> flags) {

  /** An event of the span; {@code count} events of this name happened in all. */
  public record Moment(String name, Instant time, long count) {
    public Moment {
      requireNonNull(name, "name");
      requireNonNull(time, "time");
    }
  }

  /** Points to a span of another trace, or, without ids, to an entity that has none. */
  public record Link(
      String relation, String target, @Nullable String traceId, @Nullable String spanId) {
    public Link {
      requireNonNull(relation, "relation");
      requireNonNull(target, "target");
    }
  }

  public WorkSpan {
    requireNonNull(spanId, "spanId");
    requireNonNull(kind, "kind");
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(state, "state");
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    events = List.copyOf(events);
    links = List.copyOf(links);
    flags = Collections.unmodifiableSortedSet(new TreeSet<>(flags));
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Collections are empty and nullable values null unless set; {@code build} fails without the
   * others.
   */
  public static final class Builder {
    private @Nullable String spanId;
    private @Nullable String parentId;
    private @Nullable String kind;
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String state;
    private @Nullable Instant start;
    private @Nullable Instant end;
    private SortedMap<String, String> attributes = new TreeMap<>();
    private List<Moment> events = List.of();
    private List<Link> links = List.of();
    private SortedSet<String> flags = new TreeSet<>();

    private Builder() {}

    public Builder spanId(String spanId) {
      this.spanId = spanId;
      return this;
    }

    public Builder parentId(@Nullable String parentId) {
      this.parentId = parentId;
      return this;
    }

    public Builder kind(String kind) {
      this.kind = kind;
      return this;
    }

    public Builder id(String id) {
      this.id = id;
      return this;
    }

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    public Builder state(String state) {
      this.state = state;
      return this;
    }

    public Builder start(@Nullable Instant start) {
      this.start = start;
      return this;
    }

    public Builder end(@Nullable Instant end) {
      this.end = end;
      return this;
    }

    public Builder attributes(SortedMap<String, String> attributes) {
      this.attributes = attributes;
      return this;
    }

    public Builder events(List<Moment> events) {
      this.events = events;
      return this;
    }

    public Builder links(List<Link> links) {
      this.links = links;
      return this;
    }

    public Builder flags(SortedSet<String> flags) {
      this.flags = flags;
      return this;
    }

    @SuppressWarnings("NullAway") // the constructor refuses what is missing
    public WorkSpan build() {
      return new WorkSpan(
          spanId, parentId, kind, id, name, state, start, end, attributes, events, links, flags);
    }
  }
}
