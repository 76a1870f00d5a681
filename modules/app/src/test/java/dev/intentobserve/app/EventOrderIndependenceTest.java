package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStatePorts.EntityStatesAfter;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.StaleRootQuery;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import dev.intentobserve.trace.TraceConfig.Bounds;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Store and trace on a real database: whatever the order in which events come, and however they are
 * cut into pages that are placed one by one, everybody ends with the same life.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EventOrderIndependenceTest {
  /** Small pages, so that most of the work is done again and again. */
  private static final TraceConfig SMALL = new TraceConfig(7, 3, Duration.ofMillis(200));

  /** Nothing stays in memory between two steps. */
  private static final TraceConfig FORGETFUL =
      new TraceConfig(7, 3, Duration.ofMillis(200), Bounds.DEFAULT, 1);

  /** Every trace is large, so that states are computed by refreshing stale roots alone. */
  private static final TraceConfig ALL_LARGE =
      new TraceConfig(7, 3, Duration.ofMillis(200), new Bounds(1000, 5000, 1));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyOrderAndSplit_endsInTheSameEntityStates(long seed) {
    Random random = new Random(seed);
    List<WorkEvent> corpus = new RandomEventLines(random).events(150);
    Map<String, EntityState> sorted;
    try (Deployment modules = new Deployment(TraceConfig.DEFAULT)) {
      modules.append(corpus);
      sorted = modules.entityStates();
      modules.assertPlacedAsTheyStand(sorted);
    }
    for (TraceConfig config : List.of(SMALL, FORGETFUL, ALL_LARGE)) {
      Collections.shuffle(corpus, random);
      try (Deployment modules = new Deployment(config)) {
        for (int from = 0; from < corpus.size(); ) {
          int to = Math.min(corpus.size(), from + 1 + random.nextInt(25));
          modules.append(corpus.subList(from, to));
          if (random.nextBoolean()) {
            modules.settle();
          }
          from = to;
        }
        assertSame(modules.entityStates(), sorted);
        assertThat(sorted.keySet()).containsAll(modules.entities());
      }
    }
  }

  /** A crash of the database may lose the last commits, and with them what memory still holds. */
  @Test
  void projectionThatTheDatabaseLost_isComputedAgain() {
    List<WorkEvent> corpus = new RandomEventLines(new Random(4)).events(100);
    try (Deployment modules = new Deployment(TraceConfig.DEFAULT);
        Deployment untouched = new Deployment(TraceConfig.DEFAULT)) {
      untouched.append(corpus);
      modules.append(corpus.subList(0, 90));
      modules.settle();
      modules.database.execute(
          "truncate entity, parent, trace_string, membership, alias, link, trace_summary;"
              + " delete from cursor where name = 'trace'");
      modules.append(corpus.subList(90, 100));
      assertSame(modules.entityStates(), untouched.entityStates());
    }
  }

  @Test
  void unchangedEntityStates_areNotTouchedByUnrelatedEvents() {
    try (Deployment modules = new Deployment(TraceConfig.DEFAULT)) {
      modules.append(
          List.of(
              RandomEventLines.read("{'event':'intent.proposed','ref':'INT-1','data':{}}"),
              RandomEventLines.read(
                  "{'event':'signal.promoted','ref':'SIG-1','data':{'intent_id':'INT-1'}}"),
              RandomEventLines.read("{'event':'signal.created','ref':'SIG-2','data':{}}")));
      modules.settle();
      long before = modules.page(0).last();
      modules.append(
          List.of(
              RandomEventLines.read("{'event':'signal.resolved','ref':'SIG-2','data':{}}"),
              RandomEventLines.read("{'event':'signal.created','ref':'SIG-3','data':{}}")));
      modules.settle();
      assertThat(modules.page(before).rows())
          .extracting(row -> row.entityState().key().id() + " " + row.entityState().state())
          .containsExactlyInAnyOrder("SIG-2 resolved", "SIG-3 captured");
    }
  }

  /** One by one, so that a failure names who differs. */
  private static void assertSame(
      Map<String, EntityState> entityStates, Map<String, EntityState> expected) {
    assertThat(entityStates.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, entityState) -> assertThat(entityStates.get(key)).as(key).isEqualTo(entityState));
  }

  /** The two modules and their database. */
  private static final class Deployment implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final TestPostgres.Database database = TestPostgres.shared().create();

    Deployment(TraceConfig config) {
      StoreConfig store =
          StoreConfig.DEFAULT.at(
              database.host(),
              database.port(),
              database.name(),
              database.user(),
              database.password());
      Store.migrate(store);
      MutableClock clock = new MutableClock(TestEvent.NOON);
      TestFutures.await(vertx.deployVerticle(Store.deployable(store, clock, Meters.NONE)));
      TestFutures.await(vertx.deployVerticle(Trace.deployable(config, clock, Meters.NONE)));
    }

    void append(List<WorkEvent> events) {
      TestFutures.await(
          StorePorts.APPEND.ask(vertx, TestEvent.batch(Scope.DEFAULT, "http", events)));
    }

    /** Asks until nothing is to be placed or remade, as anybody would who has to know. */
    void settle() {
      long head = TestFutures.await(StorePorts.HEAD.ask(vertx, new Nothing()));
      while (cursor() < head || dirty()) {
        Thread.onSpinWait();
      }
    }

    Map<String, EntityState> entityStates() {
      settle();
      Map<String, EntityState> entityStates = new TreeMap<>();
      for (EntityStateRow row : all()) {
        assertThat(entityStates.put(row.entityState().key().toString(), row.entityState()))
            .isNull();
      }
      return entityStates;
    }

    List<String> entities() {
      String all =
          database.value(
              "select string_agg(kind || ':' || id, chr(10) order by kind, id) from entity");
      return all == null ? List.of() : all.lines().toList();
    }

    /** What the trace port answers is what the stored states say. */
    void assertPlacedAsTheyStand(Map<String, EntityState> entityStates) {
      for (EntityState entityState : entityStates.values()) {
        EntityPlacement placed =
            TestFutures.await(
                    TracePorts.PLACEMENTS.ask(
                        vertx, new PlacementsOf(Scope.DEFAULT, Set.of(entityState.key()), false)))
                .get(entityState.key());
        String traceId = placed.placement().trace().map(Placement.InTrace::traceId).orElse(null);
        assertThat(entityState.traceId()).as(entityState.key().toString()).isEqualTo(traceId);
      }
    }

    EntityStatePage page(long after) {
      return TestFutures.await(
          EntityStatePorts.ENTITY_STATES_AFTER.ask(vertx, new EntityStatesAfter(after, 100)));
    }

    private List<EntityStateRow> all() {
      List<EntityStateRow> rows = new ArrayList<>();
      EntityStatePage page = new EntityStatePage(List.of(), 0, true);
      while (page.more()) {
        page = page(page.last());
        rows.addAll(page.rows());
      }
      return rows;
    }

    private long cursor() {
      return TestFutures.await(StorePorts.CURSOR.ask(vertx, TracePorts.CURSOR));
    }

    private boolean dirty() {
      return !TestFutures.await(StorePorts.STALE_ROOTS.ask(vertx, new StaleRootQuery(1))).isEmpty();
    }

    @Override
    public void close() {
      TestFutures.await(vertx.close());
    }
  }
}
