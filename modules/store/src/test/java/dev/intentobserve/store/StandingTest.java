package dev.intentobserve.store;

import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.AsideContract;
import dev.intentobserve.contract.AsideContract.AllAside;
import dev.intentobserve.contract.AsideContract.Aside;
import dev.intentobserve.contract.AsideContract.AsideEvent;
import dev.intentobserve.contract.AsideContract.DueEvents;
import dev.intentobserve.contract.AsideContract.SetAside;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StandingContract;
import dev.intentobserve.contract.StandingContract.Everybody;
import dev.intentobserve.contract.StandingContract.Standing;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.contract.StoreContract.DirtyRoots;
import dev.intentobserve.contract.StoreContract.SaveSummaries;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.testkit.Events;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far readers are behind, and what is set aside until later. */
final class StandingTest {
  private static final Instant NOW = Events.NOON;
  private static final EntityKey INTENT = key(Kind.INTENT, "INT-1");
  private static final AsideEvent ASIDE =
      new AsideEvent(Scope.DEFAULT, 2, 1, NOW, NOW.plusSeconds(10), "store_error");

  private Cellar cellar;

  @BeforeEach
  void open() {
    cellar = Cellar.fresh();
  }

  @AfterEach
  void close() {
    cellar.close();
  }

  @Test
  void readers_areBehindByWhatTheyHaveNotWorkedIn() {
    cellar.append(AppendTest.signal(1), AppendTest.signal(2), AppendTest.signal(3));
    commit(0, 2, Set.of());
    Standing standing = cellar.ask(StandingContract.STANDING, new Everybody());

    assertThat(standing.readers())
        .containsExactly(
            new StandingContract.Reader("metrics", 3, NOW),
            new StandingContract.Reader("metrics.lives", 0, null),
            new StandingContract.Reader("trace", 1, NOW));
    assertThat(standing.oldestDirt()).isNull();
  }

  @Test
  void rootSetAside_isNotDirtyUntilLater_andNotTheOldest() {
    commit(0, 1, Set.of(new Scoped<>(Scope.DEFAULT, INTENT)));
    assertThat(cellar.ask(StandingContract.STANDING, new Everybody()).oldestDirt()).isNotNull();
    setAside(NOW);
    setAside(NOW.plusSeconds(60));

    assertThat(dirty(NOW.plusSeconds(89))).isEmpty();
    assertThat(dirty(NOW.plusSeconds(90)).getFirst().attempts()).isEqualTo(2);
    assertThat(cellar.ask(StandingContract.STANDING, new Everybody()).oldestDirt()).isNull();
    Aside aside = cellar.ask(AsideContract.ASIDE, new AllAside(10));
    assertThat(aside.roots())
        .containsExactly(
            new AsideContract.AsideRoot(
                Scope.DEFAULT, INTENT, 2, NOW, NOW.plusSeconds(90), "query_too_slow"));
  }

  @Test
  void rootRemadeAtLast_isForgotten_alsoWhereItGrewDirtierMeanwhile() {
    commit(0, 1, Set.of(new Scoped<>(Scope.DEFAULT, INTENT)));
    setAside(NOW);
    List<DirtyRoot> tried = dirty(NOW.plusSeconds(60));
    commit(1, 2, Set.of(new Scoped<>(Scope.DEFAULT, INTENT)));
    cellar.ask(StoreContract.SAVE_SUMMARIES, new SaveSummaries(List.of(), List.of(), tried));

    assertThat(cellar.ask(AsideContract.ASIDE, new AllAside(10)).rootCount()).isZero();
    assertThat(dirty(NOW)).hasSize(1);
  }

  @Test
  void eventSetAside_isDueLater_andSettledOnce() {
    cellar.ask(StoreContract.COMMIT_FACTS, CommitFacts.aside("trace", 0, 2, List.of(ASIDE)));
    assertThat(due(NOW.plusSeconds(9))).isEmpty();
    assertThat(due(NOW.plusSeconds(10))).containsExactly(ASIDE);
    CommitFacts settled = CommitFacts.aside("trace", 2, 2, List.of()).settles(List.of(2L));

    cellar.ask(StoreContract.COMMIT_FACTS, settled);
    assertThat(due(NOW.plusSeconds(10))).isEmpty();
    assertThat(Fault.from(cellar.askInVain(StoreContract.COMMIT_FACTS, settled)).code())
        .isEqualTo("cursor_moved");
  }

  private void setAside(Instant now) {
    DirtyRoot root = new DirtyRoot(Scope.DEFAULT, INTENT, 1);
    assertThat(
            cellar.ask(
                AsideContract.SET_ASIDE,
                new SetAside(root, now, now.plusSeconds(30), "query_too_slow")))
        .isTrue();
  }

  private List<AsideEvent> due(Instant now) {
    return cellar.ask(AsideContract.DUE_EVENTS, new DueEvents(now, 10));
  }

  private List<DirtyRoot> dirty(Instant now) {
    return cellar.ask(StoreContract.DIRTY, new DirtyRoots(10, now));
  }

  private void commit(long from, long to, Set<Scoped<EntityKey>> dirty) {
    cellar.ask(
        StoreContract.COMMIT_FACTS,
        new CommitFacts("trace", from, to, List.of(), List.of(), List.of(), dirty));
  }
}
