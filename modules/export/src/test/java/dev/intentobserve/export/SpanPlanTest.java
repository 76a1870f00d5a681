package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.testkit.TestEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SpanPlanTest {
  private static final EntityKey INTENT = TestEvent.key(EntityKind.INTENT, "INT-1");
  private static final EntityKey SPEC = TestEvent.key(EntityKind.SPEC, "SPEC-1");
  private static final EntityKey CONTRACT = TestEvent.key(EntityKind.CONTRACT, "C-1");

  /** An open spec with a finished and an open contract, two signals and a phase. */
  private static TestTraceTrees sampleTree(Integer specEnd) {
    return TestTraceTrees.of("INT-1", 0, null)
        .with(EntityKind.SIGNAL, "SIG-1", INTENT, 0, 3)
        .with(EntityKind.SIGNAL, "SIG-2", INTENT, 1, 3)
        .phase("signal_to_intent", 0, 1)
        .with(EntityKind.SPEC, "SPEC-1", INTENT, 4, specEnd)
        .with(EntityKind.CONTRACT, "C-1", SPEC, 5, 9)
        .with(EntityKind.ASSERTION, "C-1/A", CONTRACT, 6, 7)
        .with(EntityKind.CONTRACT, "C-2", SPEC, 5, null);
  }

  @Test
  void whateverHasEnded_isSentWithPhasesAndTheRootFirst() {
    assertThat(ids(SpanPlan.of(sampleTree(9).build())))
        .containsExactly("INT-1", "SIG-1", "SIG-2", "signal_to_intent", "SPEC-1", "C-1", "C-1/A");
  }

  @Test
  void openSpan_isNotSent() {
    assertThat(ids(SpanPlan.of(sampleTree(null).build()))).doesNotContain("SPEC-1", "C-2");
  }

  @Test
  void childOfAnOpenSpan_isSentUnderItsNearestSentAncestor() {
    List<PlannedSpan> plan = SpanPlan.of(sampleTree(null).build());

    PlannedSpan contract = planned(plan, "C-1");
    assertThat(contract.parentId()).isEqualTo(TestTraceTrees.spanId(INTENT));
    assertThat(contract.parentRef()).isEqualTo("spec:SPEC-1");
    assertThat(planned(plan, "C-1/A").parentId()).isEqualTo(TestTraceTrees.spanId(CONTRACT));
  }

  @Test
  void parentThatEnded_getsItsChildrenBack() {
    List<PlannedSpan> plan = SpanPlan.of(sampleTree(9).build());

    assertThat(planned(plan, "C-1").parentId()).isEqualTo(TestTraceTrees.spanId(SPEC));
  }

  @Test
  void everyParent_isSentOrTheRoot_whateverIsOpen() {
    for (Integer specEnd : new Integer[] {null, 9}) {
      List<PlannedSpan> plan = SpanPlan.of(sampleTree(specEnd).build());
      Set<String> seen = new HashSet<>();
      assertThat(plan.getFirst().parentId()).isNull();
      for (PlannedSpan span : plan) {
        assertThat(span.parentId() == null || seen.contains(span.parentId())).isTrue();
        assertThat(seen.add(span.span().spanId())).isTrue();
      }
    }
  }

  @Test
  void openRoot_endsWhereItWasProposed_alsoWhenSentAgain() {
    PlannedSpan root = SpanPlan.of(sampleTree(null).build()).getFirst();

    assertThat(root.start()).isEqualTo(TestTraceTrees.minute(0));
    assertThat(root.end()).isEqualTo(TestTraceTrees.minute(1));
  }

  @Test
  void endedRoot_keepsItsEnd() {
    TraceTree tree = TestTraceTrees.of("INT-1", 0, 30).build();

    assertThat(SpanPlan.of(tree).getFirst().end()).isEqualTo(TestTraceTrees.minute(30));
  }

  @Test
  void referencedRoot_startsWithItsFirstPart() {
    TraceTree tree =
        TestTraceTrees.of("INT-1", null, null)
            .with(EntityKind.SPEC, "SPEC-1", INTENT, 4, 9)
            .build();

    List<PlannedSpan> plan = SpanPlan.of(tree);

    assertThat(ids(plan)).containsExactly("INT-1", "SPEC-1");
    assertThat(plan.getFirst().start()).isEqualTo(TestTraceTrees.minute(4));
  }

  @Test
  void traceWithoutAnyTime_isNotSent() {
    assertThat(SpanPlan.of(TestTraceTrees.of("INT-1", null, null).build())).isEmpty();
  }

  @Test
  void phase_isNoEntity() {
    List<PlannedSpan> plan = SpanPlan.of(sampleTree(9).build());

    assertThat(planned(plan, "SIG-1").entity()).contains(TestEvent.key(EntityKind.SIGNAL, "SIG-1"));
    assertThat(planned(plan, "signal_to_intent").entity()).isEmpty();
  }

  private static List<String> ids(List<PlannedSpan> plan) {
    return plan.stream().map(planned -> planned.span().id()).toList();
  }

  private static PlannedSpan planned(List<PlannedSpan> plan, String id) {
    return plan.stream().filter(p -> p.span().id().equals(id)).findFirst().orElseThrow();
  }
}
