package dev.intentobserve.trace;

import static dev.intentobserve.testkit.Bus.await;
import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.AboveKeys;
import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.Family;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alias;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stamp;
import dev.intentobserve.event.Stored;
import dev.intentobserve.testkit.Events;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which summaries a page makes out of date: also those of intents no event of it names. */
final class PlacingTest {
  private static final EntityKey HOLDER = key(Kind.INTENT, "INT-1");
  private static final Alias CLAIM =
      new Alias("TRACE-1", "INT-1", new Stamp(Events.NOON, 50, "proposal"));

  private final Vertx vertx = Vertx.vertx();
  private final Placing placing = new Placing(new Asker(() -> vertx));

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @Test
  void newcomerWithAKnownTraceString_soilsWhoHoldsTheString() throws Exception {
    assertThat(soiledBy(Events.of("signal.created", "SIG-9").trace("TRACE-1")))
        .contains(new Scoped<>(Scope.DEFAULT, HOLDER));
  }

  @Test
  void earlierClaimOnATraceString_soilsWhoHeldItSoFar() throws Exception {
    assertThat(
            soiledBy(
                Events.of("intent.proposed", "INT-2").trace("TRACE-1").at("2026-01-01T00:00:00Z")))
        .contains(
            new Scoped<>(Scope.DEFAULT, HOLDER),
            new Scoped<>(Scope.DEFAULT, key(Kind.INTENT, "INT-2")));
  }

  private Set<Scoped<EntityKey>> soiledBy(Events event) throws Exception {
    await(StoreContract.ABOVE.answer(vertx, PlacingTest::above));
    Stored stored = event.stored(1);
    CommitFacts commit = await(placing.place(TraceAssigner.assign(List.of(stored), 1000), 0, 1));
    return commit.dirty();
  }

  /** A cellar in which INT-1 claims TRACE-1, and nothing else is known. */
  private static Future<Family> above(AboveKeys question) {
    boolean asked = question.traceRefs().contains("TRACE-1") || question.keys().contains(HOLDER);
    return Future.succeededFuture(
        asked
            ? new Family(List.of(EntityFacts.unknown(HOLDER)), List.of(), List.of(CLAIM))
            : new Family(List.of(), List.of(), List.of()));
  }
}
