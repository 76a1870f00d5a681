package dev.intentobserve.model.trace;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One connected tree: exactly one span without a parent, and every other parent is in the tree.
 *
 * @param traceId 32 lower-case hex digits
 * @param root the intent; of a provisional trace the cluster
 * @param aliases the trace strings of this trace, as their emitters wrote them
 * @param stage {@code notice}, {@code spec}, {@code execute} or {@code observe}: the phase of the
 *     work
 * @param lastEvent when something last happened anywhere in the trace
 * @param spans the root first, then depth first, siblings by start, kind and id
 */
public record TraceTree(
    String traceId,
    EntityKey root,
    SortedSet<String> aliases,
    String state,
    String stage,
    String title,
    @Nullable Instant lastEvent,
    List<WorkSpan> spans) {
  public TraceTree {
    requireNonNull(traceId, "traceId");
    requireNonNull(root, "root");
    requireNonNull(state, "state");
    requireNonNull(stage, "stage");
    requireNonNull(title, "title");
    aliases = Collections.unmodifiableSortedSet(new TreeSet<>(aliases));
    spans = List.copyOf(spans);
    if (spans.isEmpty() || spans.getFirst().parentId() != null) {
      throw new IllegalArgumentException("a trace starts with its root");
    }
  }
}
