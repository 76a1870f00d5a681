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

final class ChangedEntitiesTest {
  private static final EntityKey INTENT = TestEvent.key(EntityKind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = TestEvent.key(EntityKind.CLUSTER, "CL-1");
  private static final EntityKey SPEC = TestEvent.key(EntityKind.SPEC, "SPEC-1");

  private static final ChangedTrace.Trace TRACE = new ChangedTrace.Trace("t", INTENT);

  @Test
  void page_changesEntitiesAndThoseOfTheirClaims() {
    List<ChangedEntities> touched =
        ChangedEntities.in(
            List.of(
                TestEvent.of("intent.proposed", "INT-1")
                    .lists(EntityKind.CLUSTER, "CL-9")
                    .stored(1),
                TestEvent.of("spec.created", "SPEC-1").under(INTENT).touches(CLUSTER).stored(2),
                TestEvent.withoutEntity("system.health").stored(3)));

    assertThat(touched)
        .containsExactly(
            new ChangedEntities(
                Scope.DEFAULT, Map.of(INTENT, 2L, SPEC, 2L, CLUSTER, 2L), Set.of(INTENT, SPEC)));
  }

  @Test
  void scopes_areKeptApart() {
    StoredEvent ours = TestEvent.of("spec.created", "SPEC-1").stored(1);
    StoredEvent theirs =
        new StoredEvent(2, new Scope("t2", "p"), "http", TestEvent.NOON, ours.event());

    assertThat(ChangedEntities.in(List.of(ours, theirs)))
        .extracting(ChangedEntities::scope)
        .containsExactly(Scope.DEFAULT, new Scope("t2", "p"));
  }

  @Test
  void promotedCluster_sendsTheWholeTrace() {
    ChangedEntities touched =
        new ChangedEntities(Scope.DEFAULT, Map.of(CLUSTER, 1L, SPEC, 1L), Set.of(CLUSTER));
    ChangedTrace.Builder promotion = new ChangedTrace.Builder();
    promotion.add(CLUSTER, touched);
    ChangedTrace.Builder other = new ChangedTrace.Builder();
    other.add(SPEC, touched);

    assertThat(promotion.build(Scope.DEFAULT, TRACE).all()).isTrue();
    assertThat(other.build(Scope.DEFAULT, TRACE).all()).isFalse();
  }

  @Test
  void exportedTraces_forgetTheOldest() {
    ExportedTraces exported = new ExportedTraces();
    for (int i = 0; i <= 4096; i++) {
      exported.add(List.of(change("t" + i)));
    }

    assertThat(exported.contains(change("t0"))).isFalse();
    assertThat(exported.contains(change("t1"))).isTrue();
  }

  private static ChangedTrace change(String traceId) {
    return new ChangedTrace(Scope.DEFAULT, traceId, INTENT, Map.of("spec:S", 1L), Set.of(), false);
  }
}
