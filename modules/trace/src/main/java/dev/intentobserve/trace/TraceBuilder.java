package dev.intentobserve.trace;

import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.TraceTree;
import dev.intentobserve.event.WorkSpan;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Grows the tree of one root from all that is known around it. Pure: same facts, same tree. */
final class TraceBuilder {
  private static final Comparator<WorkSpan> SIBLINGS =
      Comparator.comparing(WorkSpan::start, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(WorkSpan::kind)
          .thenComparing(WorkSpan::id);

  private final Lineage lineage;
  private final Tree tree;
  private final Judge judge;
  private final Spans spans;
  private final Phases phases;
  private final Lives lives;

  private TraceBuilder(Lineage lineage, EntityKey root) {
    this.lineage = lineage;
    this.tree = Tree.of(lineage, root);
    this.judge = new Judge(lineage, tree);
    Times times = new Times(lineage, judge);
    this.spans = new Spans(lineage, tree, judge, times);
    this.phases = new Phases(lineage, tree, judge, times);
    this.lives = new Lives(lineage, judge, times, phases);
  }

  /** A tree, and where everybody in it stands. */
  record Grown(TraceTree tree, List<Life> lives) {}

  static TraceTree build(Lineage lineage, EntityKey root) {
    return new TraceBuilder(lineage, root).build();
  }

  static Grown grow(Lineage lineage, EntityKey root) {
    TraceBuilder builder = new TraceBuilder(lineage, root);
    return new Grown(builder.build(), builder.lives.under(builder.tree));
  }

  private TraceTree build() {
    EntityKey root = tree.root();
    String state = judge.state(root);
    return new TraceTree(
        lineage.traceId(root),
        root,
        new TreeSet<>(lineage.aliases(root)),
        state,
        stage(root, state),
        Spans.name(lineage.facts(root)),
        lastEvent(),
        depthFirst());
  }

  /** Where on its way from notice to observe the work stands. */
  private String stage(EntityKey root, String state) {
    boolean specsComplete =
        !tree.children(root, Kind.SPEC).isEmpty()
            && tree.children(root, Kind.SPEC).stream()
                .allMatch(spec -> judge.state(spec).equals("complete"));
    return switch (state) {
      case "complete", "archived" -> "observe";
      case "executing" -> specsComplete ? "observe" : "execute";
      case "accepted", "specced" -> "spec";
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
    List<Instant> starts =
        tree.members().stream().map(spans::start).filter(Objects::nonNull).toList();
    return spans.root(starts.stream().min(Comparator.naturalOrder()).orElse(null));
  }

  private List<WorkSpan> childrenOf(WorkSpan span) {
    if (span.kind().equals(Spans.PHASE)) {
      return List.of();
    }
    EntityKey key = new EntityKey(Kind.of(span.kind()).orElseThrow(), span.id());
    List<WorkSpan> children = new ArrayList<>();
    tree.children(key).forEach(child -> children.add(spans.of(child)));
    if (key.equals(tree.root()) && key.kind() == Kind.INTENT) {
      phases.of(key).forEach(phase -> children.add(spans.of(phase)));
    }
    children.sort(SIBLINGS);
    return children;
  }
}
