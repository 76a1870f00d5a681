package dev.intentobserve.export;

import dev.intentobserve.event.TraceTree;
import dev.intentobserve.event.WorkSpan;
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
 * Decides which spans of a tree are sent, and under which parent. Only what has ended is sent, and
 * the root always; a span whose parent is still open is sent under its nearest ancestor that is
 * not, so that a backend never looks for a span that is not there. The tree has parents before
 * their children.
 */
final class SpanPlan {
  private static final String PHASE = "phase";

  private final TraceTree tree;
  private final TraceTouch touch;
  private final WorkSpan root;
  private final Map<String, WorkSpan> byId = new HashMap<>();
  private final Set<String> awake = new HashSet<>();
  private final Set<String> moved = new HashSet<>();

  private SpanPlan(TraceTree tree, TraceTouch touch) {
    this.tree = tree;
    this.touch = touch;
    this.root = tree.spans().getFirst();
    tree.spans().forEach(span -> byId.put(span.spanId(), span));
  }

  /** The spans to send, the root first; none while nothing of the trace has a time. */
  static List<PlannedSpan> of(TraceTree tree, TraceTouch touch) {
    return new SpanPlan(tree, touch).plan();
  }

  private List<PlannedSpan> plan() {
    Instant start = rootStart();
    if (start == null) {
      return List.of();
    }
    tree.spans().stream().filter(span -> touch.seq(span) != null).forEach(this::wake);
    tree.spans().forEach(this::move);
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
        && (touch.all()
            || span.kind().equals(PHASE)
            || awake.contains(span.spanId())
            || moved.contains(span.spanId())
            || comesHome(span));
  }

  /** An event about a part can end all that it is part of. */
  private void wake(WorkSpan touched) {
    WorkSpan span = touched;
    while (span != null && awake.add(span.spanId())) {
      span = parent(span);
    }
  }

  private void move(WorkSpan span) {
    if (touch.moved(span) || moved.contains(String.valueOf(span.parentId()))) {
      moved.add(span.spanId());
    }
  }

  /** Its parent may have ended just now: until then it was sent under another one. */
  private boolean comesHome(WorkSpan span) {
    WorkSpan parent = parent(span);
    return parent != null
        && parent.parentId() != null
        && awake.contains(parent.spanId())
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
    Long seq = touch.seq(span);
    return new PlannedSpan(
        seq == null ? touch.lastSeq() : seq,
        tree.traceId(),
        tree.root(),
        span,
        parentId,
        parent == null ? null : parent.kind() + ":" + parent.id(),
        start,
        end);
  }

  /** An intent that is only known by name starts with the first of its parts. */
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

  /**
   * An open root ends where it was proposed: a time that stays the same however often it is sent.
   */
  private Instant rootEnd(Instant start) {
    if (root.end() != null) {
      return root.end();
    }
    Instant last = tree.lastEvent() == null ? start : tree.lastEvent();
    return moment("intent.proposed").or(() -> moment("signal.promoted")).orElse(last);
  }

  private Optional<Instant> moment(String name) {
    return root.events().stream()
        .filter(moment -> moment.name().equals(name))
        .map(WorkSpan.Moment::time)
        .findFirst();
  }
}
