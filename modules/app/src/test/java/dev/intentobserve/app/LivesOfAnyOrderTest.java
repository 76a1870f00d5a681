package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.LifeContract.LifePage;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.LifeContract.LivesAfter;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.DirtyRoots;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.PlaceOf;
import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.EmbeddedDb;
import dev.intentobserve.testkit.Events;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
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
 * Store and trace room on a real database: whatever the order in which events come, and however
 * they are cut into pages that are placed one by one, everybody ends with the same life.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LivesOfAnyOrderTest {
  /** Small pages, so that most of the work is done again and again. */
  private static final TraceConfig SMALL = new TraceConfig(7, 3, Duration.ofMillis(200));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyOrderAndSplit_endsInTheSameLives(long seed) {
    Random random = new Random(seed);
    List<WorkEvent> corpus = new RandomLines(random).events(150);
    Map<String, Life> sorted;
    try (Rooms rooms = new Rooms(TraceConfig.DEFAULT)) {
      rooms.append(corpus);
      sorted = rooms.lives();
      rooms.assertPlacedAsTheyStand(sorted);
    }
    Collections.shuffle(corpus, random);
    try (Rooms rooms = new Rooms(SMALL)) {
      for (int from = 0; from < corpus.size(); ) {
        int to = Math.min(corpus.size(), from + 1 + random.nextInt(25));
        rooms.append(corpus.subList(from, to));
        if (random.nextBoolean()) {
          rooms.settle();
        }
        from = to;
      }
      assertSame(rooms.lives(), sorted);
      assertThat(sorted.keySet()).containsAll(rooms.entities());
    }
  }

  @Test
  void unchangedLives_areNotTouchedByAnEventAboutSomebodyElse() {
    try (Rooms rooms = new Rooms(TraceConfig.DEFAULT)) {
      rooms.append(
          List.of(
              RandomLines.read("{'event':'intent.proposed','ref':'INT-1','data':{}}"),
              RandomLines.read(
                  "{'event':'signal.promoted','ref':'SIG-1','data':{'intent_id':'INT-1'}}"),
              RandomLines.read("{'event':'signal.created','ref':'SIG-2','data':{}}")));
      rooms.settle();
      long before = rooms.page(0).last();
      rooms.append(
          List.of(
              RandomLines.read("{'event':'signal.resolved','ref':'SIG-2','data':{}}"),
              RandomLines.read("{'event':'signal.created','ref':'SIG-3','data':{}}")));
      rooms.settle();
      assertThat(rooms.page(before).rows())
          .extracting(row -> row.life().key().id() + " " + row.life().state())
          .containsExactlyInAnyOrder("SIG-2 resolved", "SIG-3 captured");
    }
  }

  /** One by one, so that a failure names who differs. */
  private static void assertSame(Map<String, Life> lives, Map<String, Life> expected) {
    assertThat(lives.keySet()).isEqualTo(expected.keySet());
    expected.forEach((key, life) -> assertThat(lives.get(key)).as(key).isEqualTo(life));
  }

  /** The two rooms and their database. */
  private static final class Rooms implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedDb.Database database = EmbeddedDb.shared().create();

    Rooms(TraceConfig config) {
      StoreConfig store =
          StoreConfig.DEFAULT.at(
              database.host(),
              database.port(),
              database.name(),
              database.user(),
              database.password());
      Store.migrate(store);
      MutableClock clock = new MutableClock(Events.NOON);
      Bus.await(vertx.deployVerticle(Store.deployable(store, clock, Meters.NONE)));
      Bus.await(vertx.deployVerticle(Trace.deployable(config, clock, Meters.NONE)));
    }

    void append(List<WorkEvent> events) {
      Bus.await(StoreContract.APPEND.ask(vertx, Events.batch(Scope.DEFAULT, "http", events)));
    }

    /** Asks until nothing is to be placed or remade, as anybody would who has to know. */
    void settle() {
      long head = Bus.await(StoreContract.HEAD.ask(vertx, new Head()));
      while (cursor() < head || dirty()) {
        Thread.onSpinWait();
      }
    }

    Map<String, Life> lives() {
      settle();
      Map<String, Life> lives = new TreeMap<>();
      for (LifeRow row : all()) {
        assertThat(lives.put(row.life().key().toString(), row.life())).isNull();
      }
      return lives;
    }

    List<String> entities() {
      String all =
          database.value(
              "select string_agg(kind || ':' || id, chr(10) order by kind, id) from entity");
      return all == null ? List.of() : all.lines().toList();
    }

    /** What the trace room answers when it is asked is what the lives say. */
    void assertPlacedAsTheyStand(Map<String, Life> lives) {
      for (Life life : lives.values()) {
        Placed placed =
            Bus.await(
                    TraceContract.PLACE.ask(
                        vertx, new PlaceOf(Scope.DEFAULT, Set.of(life.key()), false)))
                .get(life.key());
        String traceId =
            switch (placed.placement()) {
              case Placement.Orphan orphan -> null;
              case Placement.Provisional provisional -> provisional.traceId();
              case Placement.InTrace inTrace -> inTrace.traceId();
            };
        assertThat(life.traceId()).as(life.key().toString()).isEqualTo(traceId);
      }
    }

    LifePage page(long after) {
      return Bus.await(LifeContract.LIVES_AFTER.ask(vertx, new LivesAfter(after, 100)));
    }

    private List<LifeRow> all() {
      List<LifeRow> rows = new ArrayList<>();
      LifePage page = new LifePage(List.of(), 0, true);
      while (page.more()) {
        page = page(page.last());
        rows.addAll(page.rows());
      }
      return rows;
    }

    private long cursor() {
      return Bus.await(StoreContract.CURSOR.ask(vertx, new CursorOf(TraceContract.CURSOR)));
    }

    private boolean dirty() {
      return !Bus.await(StoreContract.DIRTY.ask(vertx, new DirtyRoots(1))).isEmpty();
    }

    @Override
    public void close() {
      Bus.await(vertx.close());
    }
  }
}
