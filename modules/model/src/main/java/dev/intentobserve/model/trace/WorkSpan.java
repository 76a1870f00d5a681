package dev.intentobserve.model.trace;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
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

  /** Without attributes, events, links and flags until they are set. */
  public static WorkSpanBuilder builder() {
    return WorkSpanBuilder.builder().attributes(new TreeMap<>()).flags(new TreeSet<>());
  }
}
