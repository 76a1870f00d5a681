package dev.intentobserve.export;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import dev.intentobserve.testkit.TestEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds trees, parents before their children. Minutes count from noon. */
final class TestTraceTrees {
  private final EntityKey root;
  private final List<WorkSpan> spans = new ArrayList<>();

  private TestTraceTrees(EntityKey root) {
    this.root = root;
  }

  static TestTraceTrees of(String intent, @Nullable Integer start, @Nullable Integer end) {
    EntityKey root = TestEvent.key(EntityKind.INTENT, intent);
    TestTraceTrees trees = new TestTraceTrees(root);
    List<WorkSpan.Moment> events =
        start == null
            ? List.of()
            : List.of(new WorkSpan.Moment("intent.proposed", minute(start + 1), 1));
    trees.spans.add(span(root, null, start, end, events, List.of()));
    return trees;
  }

  TestTraceTrees with(
      EntityKind kind,
      String id,
      EntityKey parent,
      @Nullable Integer start,
      @Nullable Integer end) {
    spans.add(span(TestEvent.key(kind, id), spanId(parent), start, end, List.of(), List.of()));
    return this;
  }

  TestTraceTrees phase(String name, int start, @Nullable Integer end) {
    spans.add(
        WorkSpan.builder()
            .spanId(TraceIds.spanId(Scope.DEFAULT, root, "phase:" + name))
            .parentId(spanId(root))
            .kind("phase")
            .id(name)
            .name(name)
            .state("complete")
            .start(minute(start))
            .end(minute(end))
            .build());
    return this;
  }

  TraceTree build() {
    return new TraceTree(
        traceId(root), root, new TreeSet<>(), "open", "spec", root.id(), minute(59), spans);
  }

  static String traceId(EntityKey root) {
    return TraceIds.derivedTraceId(Scope.DEFAULT, root);
  }

  static String spanId(EntityKey key) {
    return TraceIds.spanId(Scope.DEFAULT, key, "");
  }

  static @Nullable Instant minute(@Nullable Integer minute) {
    return minute == null ? null : TestEvent.NOON.plusSeconds(60L * minute);
  }

  static WorkSpan span(
      EntityKey key,
      @Nullable String parentId,
      @Nullable Integer start,
      @Nullable Integer end,
      List<WorkSpan.Moment> events,
      List<WorkSpan.Link> links) {
    return WorkSpan.builder()
        .spanId(spanId(key))
        .parentId(parentId)
        .kind(key.kind().code())
        .id(key.id())
        .name("name of " + key.id())
        .state(end == null ? "open" : "complete")
        .start(minute(start))
        .end(minute(end))
        .events(events)
        .links(links)
        .build();
  }
}
