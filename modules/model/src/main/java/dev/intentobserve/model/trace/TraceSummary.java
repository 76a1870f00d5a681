package dev.intentobserve.model.trace;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of a trace in lists: a projection of its {@link TraceTree}, rebuilt whenever that
 * changes.
 */
public record TraceSummary(
    String traceId,
    EntityKey root,
    String state,
    String stage,
    String title,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable Instant lastEvent,
    int spans) {
  public TraceSummary {
    requireNonNull(traceId, "traceId");
    requireNonNull(root, "root");
    requireNonNull(state, "state");
    requireNonNull(stage, "stage");
    requireNonNull(title, "title");
  }

  public static TraceSummary of(TraceTree tree) {
    WorkSpan root = tree.spans().getFirst();
    return new TraceSummary(
        tree.traceId(),
        tree.root(),
        tree.state(),
        tree.stage(),
        tree.title(),
        root.start(),
        root.end(),
        tree.lastEvent(),
        tree.spans().size());
  }
}
