package dev.intentobserve.export;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which spans of a tree are sent and under which parent. The root is always sent, other
 * spans only when they have ended. If the parent of a span is still open, the span is sent under
 * its nearest ended ancestor, so that a backend never misses a parent. The tree lists parents
 * before their children.
 */
final class SpanPlan {
  private static final String PHASE = "phase";

  private final TraceTree tree;
  private final ChangedTrace change;
  private final WorkSpan root;
  private final Map<String, WorkSpan> byId = new HashMap<>();
  private final Set<String> changedSpans = new HashSet<>();
  private final Set<String> moved = new HashSet<>();

  private SpanPlan(TraceTree tree, ChangedTrace change) {
    this.tree = tree;
    this.change = change;
    this.root = tree.spans().getFirst();
    tree.spans().forEach(span -> byId.put(span.spanId(), span));
  }

  /** The spans to send, the root first; none while no part of the trace has a time. */
  static List<PlannedSpan> of(TraceTree tree, ChangedTrace change) {
    return new SpanPlan(tree, change).plan();
  }

  private List<PlannedSpan> plan() {
    Instant start = rootStart();
    if (start == null) {
      return List.of();
    }
    tree.spans().stream().filter(span -> change.seq(span) != null).forEach(this::markChanged);
    tree.spans().forEach(this::markMoved);
    List<PlannedSpan> plan = new ArrayList<>();
    plan.add(planned(root, null, start, rootEnd(start)));
    for (WorkSpan span : tree.spans()) {
      if (span.start() != null && span.end() != null && sent(span)) {
        plan.add(planned(span, sentParent(span).spanId(), span.start(), span.end()));
      }
    }
    return plan;
  }

  private boolean sent(WorkSpan span) {
    return span.parentId() != null
        && (change.all()
            || span.kind().equals(PHASE)
            || changedSpans.contains(span.spanId())
            || moved.contains(span.spanId())
            || parentJustEnded(span));
  }

  /** An event about a part can end everything it is part of. */
  private void markChanged(WorkSpan touched) {
    WorkSpan span = touched;
    while (span != null && changedSpans.add(span.spanId())) {
      span = parent(span);
    }
  }

  private void markMoved(WorkSpan span) {
    if (change.isReparented(span) || moved.contains(String.valueOf(span.parentId()))) {
      moved.add(span.spanId());
    }
  }

  /** If the parent ended with this page, the span was sent under another parent before. */
  private boolean parentJustEnded(WorkSpan span) {
    WorkSpan parent = parent(span);
    return parent != null
        && parent.parentId() != null
        && changedSpans.contains(parent.spanId())
        && ended(parent);
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
    Long seq = change.seq(span);
    return new PlannedSpan(
        seq == null ? change.lastSeq() : seq,
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
