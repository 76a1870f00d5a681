package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Newest first unless {@code ascending}. {@code type} may end in {@code .*}; {@code text} is
 * searched in the body, ignoring case. With text, or with source and times but no entities, a
 * bounded number of events is searched: a page may hold fewer than {@code limit}, or none, and
 * still have a next one.
 *
 * @param entities only events that are about one of these; null for all
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = false) // null is kept, and asks for any
public record EventQuery(
    Scope scope,
    @Nullable String type,
    @Nullable String source,
    @Nullable Set<EntityKey> entities,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String text,
    boolean ascending,
    int limit,
    @Nullable String cursor) {
  /** What is not set does not filter. */
  public static EventQueryBuilder builder(Scope scope, int limit) {
    return EventQueryBuilder.builder().scope(scope).limit(limit);
  }
}
