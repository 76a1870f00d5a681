package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.TraceTree;
import dev.intentobserve.testkit.Events;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SpanPlanTest {
  private static final EntityKey INTENT = Events.key(Kind.INTENT, "INT-1");
  private static final EntityKey SPEC = Events.key(Kind.SPEC, "SPEC-1");
  private static final EntityKey CONTRACT = Events.key(Kind.CONTRACT, "C-1");
  private static final EntityKey SIGNAL = Events.key(Kind.SIGNAL, "SIG-1");

  /** An open spec with a finished and an open contract, two signals and a phase. */
  private static Trees life(Integer specEnd) {
    return Trees.of("INT-1", 0, null)
        .with(Kind.SIGNAL, "SIG-1", INTENT, 0, 3)
        .with(Kind.SIGNAL, "SIG-2", INTENT, 1, 3)
        .phase("signal_to_intent", 0, 1)
        .with(Kind.SPEC, "SPEC-1", INTENT, 4, specEnd)
        .with(Kind.CONTRACT, "C-1", SPEC, 5, 9)
        .with(Kind.ASSERTION, "C-1/A", CONTRACT, 6, 7)
        .with(Kind.CONTRACT, "C-2", SPEC, 5, null);
  }

  @Test
  void touchedSpan_goesOutWithPhasesAndTheRootFirst() {
    assertThat(ids(SpanPlan.of(life(null).grow(), touching(SIGNAL))))
        .containsExactly("INT-1", "SIG-1", "signal_to_intent");
  }

  @Test
  void openSpan_staysAtHome() {
    EntityKey open = Events.key(Kind.CONTRACT, "C-2");

    assertThat(ids(SpanPlan.of(life(null).grow(), touching(open))))
        .containsExactly("INT-1", "signal_to_intent");
  }

  @Test
  void childOfAnOpenSpan_standsUnderItsNearestSentAncestor() {
    List<PlannedSpan> plan = SpanPlan.of(life(null).grow(), touching(CONTRACT));

    PlannedSpan contract = planned(plan, "C-1");
    assertThat(contract.parentId()).isEqualTo(Trees.spanId(INTENT));
    assertThat(contract.parentRef()).isEqualTo("spec:SPEC-1");
    assertThat(planned(plan, "C-1/A").parentId()).isEqualTo(Trees.spanId(CONTRACT));
  }

  @Test
  void parentThatEndsByItsChild_goesOutAndBringsItsChildrenHome() {
    EntityKey other = Events.key(Kind.CONTRACT, "C-2");
    List<PlannedSpan> plan = SpanPlan.of(life(9).grow(), touching(other));

    assertThat(ids(plan)).containsExactly("INT-1", "signal_to_intent", "SPEC-1", "C-1");
    assertThat(planned(plan, "C-1").parentId()).isEqualTo(Trees.spanId(SPEC));
  }

  @Test
  void movedSpan_takesAllBelowItAlong() {
    TraceTouch touch =
        new TraceTouch(
            Scope.DEFAULT, "t", INTENT, Map.of("spec:SPEC-1", 3L), Set.of("spec:SPEC-1"), false);

    assertThat(ids(SpanPlan.of(life(9).grow(), touch)))
        .containsExactly("INT-1", "signal_to_intent", "SPEC-1", "C-1", "C-1/A");
  }

  @Test
  void traceInFull_isAllThatHasEnded() {
    assertThat(ids(SpanPlan.of(life(9).grow(), touching(SIGNAL).inFull())))
        .containsExactly("INT-1", "SIG-1", "SIG-2", "signal_to_intent", "SPEC-1", "C-1", "C-1/A");
  }

  @Test
  void everyParent_isSentOrTheRoot_whateverIsOpen() {
    for (Integer specEnd : new Integer[] {null, 9}) {
      List<PlannedSpan> plan = SpanPlan.of(life(specEnd).grow(), touching(SIGNAL).inFull());
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
    PlannedSpan root = SpanPlan.of(life(null).grow(), touching(SIGNAL)).getFirst();

    assertThat(root.start()).isEqualTo(Trees.minute(0));
    assertThat(root.end()).isEqualTo(Trees.minute(1));
  }

  @Test
  void endedRoot_keepsItsEnd() {
    TraceTree tree = Trees.of("INT-1", 0, 30).grow();

    assertThat(SpanPlan.of(tree, touching(INTENT)).getFirst().end()).isEqualTo(Trees.minute(30));
  }

  @Test
  void rootKnownByNameOnly_startsWithItsFirstPart() {
    TraceTree tree = Trees.of("INT-1", null, null).with(Kind.SPEC, "SPEC-1", INTENT, 4, 9).grow();

    List<PlannedSpan> plan = SpanPlan.of(tree, touching(SPEC));

    assertThat(ids(plan)).containsExactly("INT-1", "SPEC-1");
    assertThat(plan.getFirst().start()).isEqualTo(Trees.minute(4));
  }

  @Test
  void traceWithoutAnyTime_isNotSent() {
    assertThat(SpanPlan.of(Trees.of("INT-1", null, null).grow(), touching(INTENT))).isEmpty();
  }

  @Test
  void seq_isTheEventsAboutTheSpanElseTheLastOne() {
    TraceTouch touch =
        new TraceTouch(
            Scope.DEFAULT,
            "t",
            INTENT,
            Map.of("signal:SIG-1", 3L, "contract:C-2", 8L),
            Set.of(),
            true);
    List<PlannedSpan> plan = SpanPlan.of(life(9).grow(), touch);

    assertThat(planned(plan, "SIG-1").seq()).isEqualTo(3);
    assertThat(planned(plan, "SIG-2").seq()).isEqualTo(8);
  }

  private static TraceTouch touching(EntityKey key) {
    return new TraceTouch(Scope.DEFAULT, "t", INTENT, Map.of(key.toString(), 1L), Set.of(), false);
  }

  private static List<String> ids(List<PlannedSpan> plan) {
    return plan.stream().map(planned -> planned.span().id()).toList();
  }

  private static PlannedSpan planned(List<PlannedSpan> plan, String id) {
    return plan.stream().filter(p -> p.span().id().equals(id)).findFirst().orElseThrow();
  }
}
