package dev.intentobserve.trace;

import static dev.intentobserve.testkit.TestEvent.key;
import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.AboveKeys;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.EntityGraph;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.testkit.TestEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which summaries a page makes out of date: also those of intents no event of it names. */
final class PlacementStepTest {
  private static final EntityKey HOLDER = key(EntityKind.INTENT, "INT-1");
  private static final TraceAlias CLAIM =
      new TraceAlias("TRACE-1", "INT-1", new Stamp(TestEvent.NOON, 50, "proposal"));

  private final Vertx vertx = Vertx.vertx();
  private final PlacementStep placer = new PlacementStep(new GraphLoader(() -> vertx));

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

  private Set<Scoped<EntityKey>> staleRootsAfter(TestEvent event) throws Exception {
    await(StorePorts.ABOVE.answer(vertx, PlacementStepTest::above));
    StoredEvent stored = event.stored(1);
    CommitFacts commit = await(placer.place(FactExtractor.assign(List.of(stored), 1000), 0, 1));
    return commit.stale();
  }

  /** A store in which INT-1 claims TRACE-1 and nothing else is known. */
  private static Future<EntityGraph> above(AboveKeys question) {
    boolean asked = question.traceRefs().contains("TRACE-1") || question.keys().contains(HOLDER);
    return Future.succeededFuture(
        asked
            ? new EntityGraph(List.of(EntityFacts.unknown(HOLDER)), List.of(), List.of(CLAIM))
            : new EntityGraph(List.of(), List.of(), List.of()));
  }
}
