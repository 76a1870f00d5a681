package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.testkit.TestEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChangedEntitiesTest {
  private static final EntityKey INTENT = TestEvent.key(EntityKind.INTENT, "INT-1");
  private static final EntityKey CLUSTER = TestEvent.key(EntityKind.CLUSTER, "CL-1");
  private static final EntityKey SPEC = TestEvent.key(EntityKind.SPEC, "SPEC-1");
  private static final EntityKey SIGNAL = TestEvent.key(EntityKind.SIGNAL, "SIG-1");

  @Test
  void events_changeTheirEntityAndThoseOfTheirClaims_byRoot() {
    ChangedEntities changed = new ChangedEntities();
    changed.add(
        TestEvent.of("intent.proposed", "INT-1").lists(EntityKind.CLUSTER, "CL-9").stored(1));
    changed.add(TestEvent.of("spec.created", "SPEC-1").under(INTENT).touches(CLUSTER).stored(2));
    changed.add(TestEvent.withoutEntity("system.health").stored(3));
    changed.add(TestEvent.of("signal.created", "SIG-1").stored(4));

    assertThat(changed.keys()).containsExactlyInAnyOrder(INTENT, SPEC, CLUSTER, SIGNAL);
    assertThat(
            changed.byRoot(
                Map.of(
                    INTENT, in(INTENT),
                    SPEC, in(INTENT),
                    CLUSTER, in(CLUSTER),
                    SIGNAL, new Placement.Orphan())))
        .isEqualTo(Map.of(INTENT, Map.of(INTENT, 2L, SPEC, 2L), CLUSTER, Map.of(CLUSTER, 2L)));
  }

  private static Placement in(EntityKey root) {
    return new Placement.InTrace("t", root, "s");
  }
}
