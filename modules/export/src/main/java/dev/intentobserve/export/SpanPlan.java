package dev.intentobserve.export;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which spans of a tree can be sent and under which parent: the root, and all that have
 * ended. If the parent of a span is still open, the span is sent under its nearest ended ancestor,
 * so that a backend never misses a parent. The tree lists parents before their children.
 */
final class SpanPlan {
  private final TraceTree tree;
  private final WorkSpan root;
  private final Map<String, WorkSpan> byId = new HashMap<>();

  private SpanPlan(TraceTree tree) {
    this.tree = tree;
    this.root = tree.spans().getFirst();
    tree.spans().forEach(span -> byId.put(span.spanId(), span));
  }

  /** The root first; nothing while no part of the trace has a time. */
  static List<PlannedSpan> of(TraceTree tree) {
    return new SpanPlan(tree).plan();
  }

  private List<PlannedSpan> plan() {
    Instant start = rootStart();
    if (start == null) {
      return List.of();
    }
    List<PlannedSpan> plan = new ArrayList<>();
    plan.add(planned(root, null, start, rootEnd(start)));
    for (WorkSpan span : tree.spans()) {
      if (span.parentId() != null && span.start() != null && span.end() != null) {
        plan.add(planned(span, sentParent(span).spanId(), span.start(), span.end()));
      }
    }
    return plan;
  }

  private @Nullable WorkSpan parent(WorkSpan span) {
    return span.parentId() == null ? null : byId.get(span.parentId());
  }

  private WorkSpan sentParent(WorkSpan span) {
    WorkSpan parent = parent(span);
    while (parent != null && !ended(parent)) {
      parent = parent(parent);
    }
    return parent == null ? root : parent;
  }

  private static boolean ended(WorkSpan span) {
    return span.start() != null && span.end() != null;
  }

  private PlannedSpan planned(
      WorkSpan span, @Nullable String parentId, Instant start, Instant end) {
    WorkSpan parent = parent(span);
    return new PlannedSpan(
        tree.traceId(),
        tree.root(),
        span,
        parentId,
        parent == null ? null : parent.kind() + ":" + parent.id(),
        start,
        end);
  }

  /** An intent that is only referenced starts with the first of its parts. */
  private @Nullable Instant rootStart() {
    if (root.start() != null) {
      return root.start();
    }
    return tree.spans().stream()
        .map(WorkSpan::start)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** An open root ends at its proposal, a time that stays the same each time it is sent. */
  private Instant rootEnd(Instant start) {
    if (root.end() != null) {
      return root.end();
    }
    Instant last = tree.lastEvent() == null ? start : tree.lastEvent();
    EventCatalog catalog = EventCatalog.standard();
    return moment(catalog.creating(EntityKind.INTENT))
        .or(() -> moment(catalog.joining(EntityKind.INTENT)))
        .orElse(last);
  }

  private Optional<Instant> moment(Set<String> types) {
    return root.events().stream()
        .filter(moment -> types.contains(moment.name()))
        .map(WorkSpan.Moment::time)
        .findFirst();
  }
}
