package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.DeferredWorkPorts.AllDeferred;
import dev.intentobserve.ports.DeferredWorkPorts.DeferRoot;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredWork;
import dev.intentobserve.ports.DeferredWorkPorts.DueEvents;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.PipelineLagPorts;
import dev.intentobserve.ports.PipelineLagPorts.PipelineLag;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.ports.StorePorts.StaleRootQuery;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.record.AppendTest;
import dev.intentobserve.testkit.TestEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far readers are behind, and what is deferred. */
final class PipelineLagQueriesTest {
  private static final Instant NOW = TestEvent.NOON;
  private static final EntityKey INTENT = key(EntityKind.INTENT, "INT-1");
  private static final DeferredEvent DEFERRED =
      new DeferredEvent(Scope.DEFAULT, 2, 1, NOW, NOW.plusSeconds(10), "store_error");

  private StoreHarness store;

  @BeforeEach
  void open() {
    store = StoreHarness.fresh();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void readers_areBehindByWhatTheyHaveNotProcessed() {
    store.append(AppendTest.signal(1), AppendTest.signal(2), AppendTest.signal(3));
    commit(0, 2, Set.of());
    PipelineLag standing = store.ask(PipelineLagPorts.PIPELINE_LAG, new Nothing());

    assertThat(standing.readers())
        .containsExactly(
            new PipelineLagPorts.Reader("metrics", 3, NOW),
            new PipelineLagPorts.Reader("metrics.entity-states", 0, null),
            new PipelineLagPorts.Reader("trace", 1, NOW));
    assertThat(standing.oldestStaleRoot()).isNull();
  }

  @Test
  void deferredRoot_isNotListedUntilLater_andNotTheOldest() {
    commit(0, 1, Set.of(new Scoped<>(Scope.DEFAULT, INTENT)));
    assertThat(store.ask(PipelineLagPorts.PIPELINE_LAG, new Nothing()).oldestStaleRoot())
        .isNotNull();
    setAside(NOW);
    setAside(NOW.plusSeconds(60));

    assertThat(stale(NOW.plusSeconds(89))).isEmpty();
    assertThat(stale(NOW.plusSeconds(90)).getFirst().attempts()).isEqualTo(2);
    assertThat(store.ask(PipelineLagPorts.PIPELINE_LAG, new Nothing()).oldestStaleRoot()).isNull();
    DeferredWork aside = store.ask(DeferredWorkPorts.DEFERRED, new AllDeferred(10));
    assertThat(aside.roots())
        .containsExactly(
            new DeferredWorkPorts.DeferredRoot(
                Scope.DEFAULT, INTENT, 2, NOW, NOW.plusSeconds(90), "query_too_slow"));
  }

  @Test
  void rootRefreshedAtLast_isNoLongerDeferred_evenIfItChangedMeanwhile() {
    commit(0, 1, Set.of(new Scoped<>(Scope.DEFAULT, INTENT)));
    setAside(NOW);
    List<StaleRoot> tried = stale(NOW.plusSeconds(60));
    commit(1, 2, Set.of(new Scoped<>(Scope.DEFAULT, INTENT)));
    store.ask(StorePorts.SAVE_SUMMARIES, new SaveSummaries(List.of(), List.of(), tried));

    assertThat(store.ask(DeferredWorkPorts.DEFERRED, new AllDeferred(10)).rootCount()).isZero();
    assertThat(stale(NOW)).hasSize(1);
  }

  @Test
  void deferredEvent_isDueLater_andSettledOnce() {
    store.ask(StorePorts.COMMIT_FACTS, CommitFacts.aside("trace", 0, 2, List.of(DEFERRED)));
    assertThat(due(NOW.plusSeconds(9))).isEmpty();
    assertThat(due(NOW.plusSeconds(10))).containsExactly(DEFERRED);
    CommitFacts settled = CommitFacts.aside("trace", 2, 2, List.of()).withSettled(List.of(2L));

    store.ask(StorePorts.COMMIT_FACTS, settled);
    assertThat(due(NOW.plusSeconds(10))).isEmpty();
    assertThat(Fault.from(store.askExpectingFailure(StorePorts.COMMIT_FACTS, settled)).code())
        .isEqualTo("cursor_moved");
  }

  private void setAside(Instant now) {
    StaleRoot root = new StaleRoot(Scope.DEFAULT, INTENT, 1);
    assertThat(
            store.ask(
                DeferredWorkPorts.DEFER_ROOT,
                new DeferRoot(root, now, now.plusSeconds(30), "query_too_slow")))
        .isTrue();
  }

  private List<DeferredEvent> due(Instant now) {
    return store.ask(DeferredWorkPorts.DUE_EVENTS, new DueEvents(now, 10));
  }

  private List<StaleRoot> stale(Instant now) {
    return store.ask(StorePorts.STALE_ROOTS, new StaleRootQuery(10, now));
  }

  private void commit(long from, long to, Set<Scoped<EntityKey>> stale) {
    store.ask(
        StorePorts.COMMIT_FACTS,
        new CommitFacts("trace", from, to, List.of(), List.of(), List.of(), stale));
  }
}
