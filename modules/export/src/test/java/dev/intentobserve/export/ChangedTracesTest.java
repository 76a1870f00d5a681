package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.testkit.TestEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChangedTracesTest {
  private static final EntityKey INTENT = TestEvent.key(EntityKind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = TestEvent.key(EntityKind.CLUSTER, "CL-1");
  private static final EntityKey SPEC = TestEvent.key(EntityKind.SPEC, "SPEC-1");

  private static final TraceChange.Trace TRACE = new TraceChange.Trace("t", INTENT);

  @Test
  void page_touchesEntitiesAndThoseOfTheirClaims() {
    List<ChangedTraces> touched =
        ChangedTraces.in(
            List.of(
                TestEvent.of("intent.proposed", "INT-1")
                    .lists(EntityKind.CLUSTER, "CL-9")
                    .stored(1),
                TestEvent.of("spec.created", "SPEC-1").under(INTENT).touches(CLUSTER).stored(2),
                TestEvent.withoutEntity("system.health").stored(3)));

    assertThat(touched)
        .containsExactly(
            new ChangedTraces(
                Scope.DEFAULT, Map.of(INTENT, 2L, SPEC, 2L, CLUSTER, 2L), Set.of(INTENT, SPEC)));
  }

  @Test
  void scopes_areKeptApart() {
    StoredEvent ours = TestEvent.of("spec.created", "SPEC-1").stored(1);
    StoredEvent theirs =
        new StoredEvent(2, new Scope("t2", "p"), "http", TestEvent.NOON, ours.event());

    assertThat(ChangedTraces.in(List.of(ours, theirs)))
        .extracting(ChangedTraces::scope)
        .containsExactly(Scope.DEFAULT, new Scope("t2", "p"));
  }

  @Test
  void promotedCluster_sendsTheWholeTrace() {
    ChangedTraces touched =
        new ChangedTraces(Scope.DEFAULT, Map.of(CLUSTER, 1L, SPEC, 1L), Set.of(CLUSTER));
    TraceChange.Builder promotion = new TraceChange.Builder();
    promotion.add(CLUSTER, touched);
    TraceChange.Builder other = new TraceChange.Builder();
    other.add(SPEC, touched);

    assertThat(promotion.build(Scope.DEFAULT, TRACE).all()).isTrue();
    assertThat(other.build(Scope.DEFAULT, TRACE).all()).isFalse();
  }

  @Test
  void shippedTraces_forgetTheOldest() {
    ExportedTraces exported = new ExportedTraces();
    for (int i = 0; i <= 4096; i++) {
      exported.add(List.of(change("t" + i)));
    }

    assertThat(exported.contains(change("t0"))).isFalse();
    assertThat(exported.contains(change("t1"))).isTrue();
  }

  private static TraceChange change(String traceId) {
    return new TraceChange(Scope.DEFAULT, traceId, INTENT, Map.of("spec:S", 1L), Set.of(), false);
  }
}
