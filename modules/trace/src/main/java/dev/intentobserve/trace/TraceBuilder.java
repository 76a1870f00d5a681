package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds the tree of one root. Pure: the same facts give the same tree. */
final class TraceBuilder {
  private static final Comparator<WorkSpan> SIBLINGS =
      Comparator.comparing(WorkSpan::start, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(WorkSpan::kind)
          .thenComparing(WorkSpan::id);

  private final EntityLineage lineage;
  private final EntityTree tree;
  private final StateResolver stateResolver;
  private final SpanBuilder spans;
  private final IntentPhases phases;
  private final EntityStates entityStates;

  private TraceBuilder(EntityLineage lineage, EntityKey root) {
    this.lineage = lineage;
    this.tree = EntityTree.of(lineage, root);
    this.stateResolver = new StateResolver(lineage, tree);
    EntityTimes times = new EntityTimes(lineage, stateResolver);
    this.spans = new SpanBuilder(lineage, tree, stateResolver, times);
    this.phases = new IntentPhases(lineage, tree, stateResolver, times);
    this.entityStates = new EntityStates(lineage, stateResolver, times, phases);
  }

  /** The summary of a trace and the state of each of its members. */
  record Projected(TraceSummary summary, List<EntityState> states) {}

  static TraceTree build(EntityLineage lineage, EntityKey root) {
    return new TraceBuilder(lineage, root).build();
  }

  static Projected project(EntityLineage lineage, EntityKey root) {
    TraceBuilder builder = new TraceBuilder(lineage, root);
    return new Projected(builder.summary(), builder.entityStates.under(builder.tree));
  }

  /**
   * A promoted cluster keeps its row, so that its provisional trace id still resolves, but as
   * promoted and without spans.
   */
  static TraceSummary promoted(EntityLineage lineage, EntityKey former) {
    EntityFacts facts = lineage.facts(former);
    Stamp last = facts.lastSeen();
    return new TraceSummary(
        lineage.traceId(former),
        former,
        LifecycleState.PROMOTED.code(),
        "notice",
        SpanBuilder.name(facts),
        null,
        null,
        last == null ? null : last.time(),
        0);
  }

  /** The same as of the whole tree, without building its spans. */
  private TraceSummary summary() {
    EntityKey root = tree.root();
    LifecycleState state = stateResolver.state(root);
    int phaseSpans = root.kind() == EntityKind.INTENT ? phases.of(root).size() : 0;
    return new TraceSummary(
        lineage.traceId(root),
        root,
        state.code(),
        stage(root, state),
        SpanBuilder.name(lineage.facts(root)),
        spans.rootStart(firstWork()),
        spans.end(root),
        lastEvent(),
        1 + tree.members().size() + phaseSpans);
  }

  private TraceTree build() {
    EntityKey root = tree.root();
    LifecycleState state = stateResolver.state(root);
    return new TraceTree(
        lineage.traceId(root),
        root,
        new TreeSet<>(lineage.aliases(root)),
        state.code(),
        stage(root, state),
        SpanBuilder.name(lineage.facts(root)),
        lastEvent(),
        depthFirst());
  }

  /** The stage of the work, from notice to observe. */
  private String stage(EntityKey root, LifecycleState state) {
    boolean specsComplete =
        !tree.children(root, EntityKind.SPEC).isEmpty()
            && tree.children(root, EntityKind.SPEC).stream()
                .allMatch(spec -> stateResolver.state(spec) == LifecycleState.COMPLETE);
    return switch (state) {
      case COMPLETE, ARCHIVED -> "observe";
      case EXECUTING -> specsComplete ? "observe" : "execute";
      case ACCEPTED, SPECCED -> "spec";
      default -> "notice";
    };
  }

  private @Nullable Instant lastEvent() {
    Stamp last = lineage.facts(tree.root()).lastSeen();
    for (EntityKey member : tree.members()) {
      last = later(last, lineage.facts(member).lastSeen());
    }
    return last == null ? null : last.time();
  }

  private static @Nullable Stamp later(@Nullable Stamp a, @Nullable Stamp b) {
    return a == null ? b : b == null ? a : Stamp.later(a, b);
  }

  private List<WorkSpan> depthFirst() {
    List<WorkSpan> ordered = new ArrayList<>();
    Deque<WorkSpan> waiting = new ArrayDeque<>();
    waiting.push(rootSpan());
    while (!waiting.isEmpty()) {
      WorkSpan span = waiting.pop();
      ordered.add(span);
      childrenOf(span).reversed().forEach(waiting::push);
    }
    return ordered;
  }

  private WorkSpan rootSpan() {
    return spans.root(firstWork());
  }

  private @Nullable Instant firstWork() {
    return tree.members().stream()
        .map(spans::start)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private List<WorkSpan> childrenOf(WorkSpan span) {
    if (span.kind().equals(SpanBuilder.PHASE)) {
      return List.of();
    }
    EntityKey key = new EntityKey(EntityKind.of(span.kind()).orElseThrow(), span.id());
    List<WorkSpan> children = new ArrayList<>();
    tree.children(key).forEach(child -> children.add(spans.of(child)));
    if (key.equals(tree.root()) && key.kind() == EntityKind.INTENT) {
      phases.of(key).forEach(phase -> children.add(spans.of(phase)));
    }
    children.sort(SIBLINGS);
    return children;
  }
}
