package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Null asks for any.
 *
 * @param endedSince only those whose work ended then or later
 */
@RecordBuilder
@RecordBuilder.Options(useImmutableCollections = false) // null is kept, and asks for any
public record EntityStateQuery(
    Scope scope,
    @Nullable EntityKind kind,
    @Nullable Set<String> states,
    @Nullable String source,
    @Nullable String product,
    @Nullable String cluster,
    @Nullable String level,
    @Nullable Instant endedSince,
    @Nullable String idPrefix,
    int limit,
    @Nullable String cursor) {
  /** What is not set does not filter. */
  public static EntityStateQueryBuilder builder(Scope scope, int limit) {
    return EntityStateQueryBuilder.builder().scope(scope).limit(limit);
  }
}
