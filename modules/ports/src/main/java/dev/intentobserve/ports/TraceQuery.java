package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter of traces; the newest event first. With {@code text} a bounded number of traces is
 * searched: a page may hold fewer than {@code limit}, or none, and still have a next one.
 *
 * @param rootKind INTENT for what users call traces; null for provisional ones too
 * @param quietSince only open traces without an event since then
 * @param text only traces with this in the title or the id of the root, whatever its case
 */
@RecordBuilder
public record TraceQuery(
    Scope scope,
    @Nullable EntityKind rootKind,
    @Nullable String state,
    @Nullable Instant quietSince,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String text,
    int limit,
    @Nullable String cursor) {
  /** What is not set does not filter. */
  public static TraceQueryBuilder builder(Scope scope, int limit) {
    return TraceQueryBuilder.builder().scope(scope).limit(limit);
  }
}
