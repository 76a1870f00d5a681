package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.WorkSpan;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A span to be sent, with its times and its parent in the export.
 *
 * @param parentId null for the root only
 * @param parentRef {@code kind:id} of the parent in the stored trace, which may not be sent yet
 */
record PlannedSpan(
    String traceId,
    EntityKey root,
    WorkSpan span,
    @Nullable String parentId,
    @Nullable String parentRef,
    Instant start,
    Instant end) {
  PlannedSpan {
    requireNonNull(traceId, "traceId");
    requireNonNull(root, "root");
    requireNonNull(span, "span");
    requireNonNull(start, "start");
    end = end.isBefore(start) ? start : end;
  }

  /** Empty for a phase. */
  Optional<EntityKey> entity() {
    return EntityKind.of(span.kind()).map(kind -> new EntityKey(kind, span.id()));
  }
}
