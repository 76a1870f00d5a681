package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;
import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.CommitProjection;
import dev.intentobserve.ports.ProjectionPorts.Edges;
import dev.intentobserve.ports.ProjectionPorts.EdgesOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.trace.TraceConfig.Bounds;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which traces some events change: also those of intents that none of them names. */
final class ProjectionTest {
  private static final EntityKey HOLDER = key(EntityKind.INTENT, "INT-1");
  private static final TraceAlias CLAIM =
      new TraceAlias("TRACE-1", "INT-1", new Stamp(TestEvent.NOON, 50, "proposal"));

  private final Vertx vertx = Vertx.vertx();
  private final EntityGraphCache cache = new EntityGraphCache(Long.MAX_VALUE, Long.MAX_VALUE);
  private final Projection projection = new Projection(() -> vertx, cache, Bounds.DEFAULT);

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void newEntityWithAKnownTraceId_makesItsOwnerStale() throws Exception {
    assertThat(staleRootsAfter(TestEvent.of("signal.created", "SIG-9").trace("TRACE-1")))
        .contains(new Scoped<>(Scope.DEFAULT, HOLDER));
  }

  @Test
  void earlierClaimOnATraceId_makesThePreviousOwnerStale() throws Exception {
    assertThat(
            staleRootsAfter(
                TestEvent.of("intent.proposed", "INT-2")
                    .trace("TRACE-1")
                    .at("2026-01-01T00:00:00Z")))
        .contains(
            new Scoped<>(Scope.DEFAULT, HOLDER),
            new Scoped<>(Scope.DEFAULT, key(EntityKind.INTENT, "INT-2")));
  }

  /** It stands under its cluster in the store; the event puts it under an intent. */
  @Test
  void entityThatMoves_changesBothTraces_andIsStoredOnceMore() throws Exception {
    EntityKey signal = key(EntityKind.SIGNAL, "SIG-1");
    EntityKey cluster = key(EntityKind.CLUSTER, "CLU-1");
    await(ProjectionPorts.EDGES.answer(vertx, ProjectionTest::edges));
    TestEvent clustered = TestEvent.of("signal.clustered", "SIG-1").under(cluster);
    await(projection.project(deltas(clustered, 1), 0, 1))
        .changes()
        .forEach(change -> cache.stored(change.scope(), change.state()));

    TestEvent promoted = TestEvent.of("signal.promoted", "SIG-1").under(HOLDER);
    CommitProjection after = await(projection.project(deltas(promoted, 2), 1, 2));

    assertThat(after.tops())
        .contains(new Scoped<>(Scope.DEFAULT, HOLDER), new Scoped<>(Scope.DEFAULT, cluster));
    assertThat(after.changes())
        .filteredOn(change -> change.state().key().equals(signal))
        .singleElement()
        .satisfies(change -> assertThat(change.state().top()).isEqualTo(HOLDER));
  }

  /** Whatever an event needs, it can be placed; its states are computed in smaller parts. */
  @Test
  void stepThatNeedsTooMuchMemory_isRefused_butItsEventsArePlaced() throws Exception {
    await(ProjectionPorts.EDGES.answer(vertx, ProjectionTest::edges));
    Projection small = new Projection(() -> vertx, new EntityGraphCache(1, 1), Bounds.DEFAULT);
    TestEvent event = TestEvent.of("intent.proposed", "INT-9");

    assertThat(await(small.place(deltas(event, 1), 0, 1)).stale()).hasSize(1);
    assertThat(
            await(
                small
                    .project(deltas(event, 2), 1, 2)
                    .map(false)
                    .otherwise(error -> GraphClosure.tooLarge(error))))
        .isTrue();
  }

  private Set<Scoped<EntityKey>> staleRootsAfter(TestEvent event) throws Exception {
    await(ProjectionPorts.EDGES.answer(vertx, ProjectionTest::edges));
    return await(projection.place(deltas(event, 1), 0, 1)).stale();
  }

  private static Map<Scope, GraphDelta> deltas(TestEvent event, long seq) {
    return FactExtractor.assign(List.of(event.stored(seq)), 1000);
  }

  /** A store in which INT-1 claims TRACE-1 and nothing else is known. */
  private static Future<Edges> edges(EdgesOf question) {
    return Future.succeededFuture(
        new Edges(
            question.above().contains(HOLDER) ? List.of(EntityFacts.unknown(HOLDER)) : List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            question.refs().contains("TRACE-1") || question.above().contains(HOLDER)
                ? List.of(CLAIM)
                : List.of(),
            List.of()));
  }
}
