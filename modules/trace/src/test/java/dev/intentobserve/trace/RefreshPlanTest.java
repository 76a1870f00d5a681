package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefreshPlanTest {
  private static final StaleRoot GIANT = root("GIANT", 0, 100_000);
  private static final StaleRoot SMALL = root("SMALL", 0, 3);
  private static final StaleRoot FAILED = root("FAILED", 2, 5);
  private static final StaleRoot ORPHAN =
      new StaleRoot(Scope.DEFAULT, key(EntityKind.SIGNAL, "SIG-1"), 1);

  @Test
  void smallTrees_goBeforeALargeOne_whichWaitsForItsOwnPass() {
    RefreshPlan plan = RefreshPlan.of(List.of(GIANT, SMALL), 100, 20_000);
    assertThat(plan.groups()).containsExactly(List.of(SMALL));
    assertThat(plan.more()).isTrue();
  }

  @Test
  void largeTreeAlone_isRefreshed_howeverLarge() {
    RefreshPlan plan = RefreshPlan.of(List.of(GIANT), 100, 20_000);
    assertThat(plan.groups()).containsExactly(List.of(GIANT));
    assertThat(plan.more()).isFalse();
  }

  @Test
  void rootThatFailedBefore_isTriedAlone_afterAllOthers() {
    assertThat(RefreshPlan.of(List.of(FAILED, SMALL, ORPHAN), 100, 20_000).groups())
        .containsExactly(List.of(ORPHAN, SMALL), List.of(FAILED));
  }

  @Test
  void treesBeyondThePage_areLeft_orphansAreNot() {
    RefreshPlan plan = RefreshPlan.of(List.of(SMALL, root("OTHER", 0, 4), ORPHAN), 1, 20_000);
    assertThat(plan.groups()).containsExactly(List.of(ORPHAN, SMALL));
    assertThat(plan.more()).isTrue();
  }

  private static StaleRoot root(String id, int attempts, int size) {
    return new StaleRoot(Scope.DEFAULT, key(EntityKind.INTENT, id), 1, attempts, size);
  }
}
