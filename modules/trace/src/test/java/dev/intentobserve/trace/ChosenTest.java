package dev.intentobserve.trace;

import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChosenTest {
  private static final DirtyRoot GIANT = root("GIANT", 0, 100_000);
  private static final DirtyRoot SMALL = root("SMALL", 0, 3);
  private static final DirtyRoot FAILED = root("FAILED", 2, 5);
  private static final DirtyRoot ORPHAN =
      new DirtyRoot(Scope.DEFAULT, key(Kind.SIGNAL, "SIG-1"), 1);

  @Test
  void smallOnes_goBeforeAGiant_whichWaitsForAPassOfItsOwn() {
    Chosen chosen = Chosen.of(List.of(GIANT, SMALL), 100, 20_000);
    assertThat(chosen.groups()).containsExactly(List.of(SMALL));
    assertThat(chosen.more()).isTrue();
  }

  @Test
  void giantAlone_isTaken_howeverLarge() {
    Chosen chosen = Chosen.of(List.of(GIANT), 100, 20_000);
    assertThat(chosen.groups()).containsExactly(List.of(GIANT));
    assertThat(chosen.more()).isFalse();
  }

  @Test
  void whatFailedBefore_isTriedAlone_afterAllOthers() {
    assertThat(Chosen.of(List.of(FAILED, SMALL, ORPHAN), 100, 20_000).groups())
        .containsExactly(List.of(ORPHAN, SMALL), List.of(FAILED));
  }

  @Test
  void treesBeyondThePage_areLeft_orphansAreNot() {
    Chosen chosen = Chosen.of(List.of(SMALL, root("OTHER", 0, 4), ORPHAN), 1, 20_000);
    assertThat(chosen.groups()).containsExactly(List.of(ORPHAN, SMALL));
    assertThat(chosen.more()).isTrue();
  }

  private static DirtyRoot root(String id, int attempts, int size) {
    return new DirtyRoot(Scope.DEFAULT, key(Kind.INTENT, id), 1, attempts, size);
  }
}
