package dev.intentobserve.app;

import dev.intentobserve.contract.AsideContract;
import dev.intentobserve.contract.AsideContract.AllAside;
import dev.intentobserve.contract.AsideContract.Aside;
import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.LifeContract.LifePage;
import dev.intentobserve.contract.LifeContract.LivesAfter;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.DirtyRoots;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.event.Life;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Store and trace room on a database of their own. */
final class TraceOnPostgres implements AutoCloseable {
  final EmbeddedDb.Database database = EmbeddedDb.shared().create();
  final MutableClock clock = new MutableClock(Events.NOON);
  final Vertx vertx = Vertx.vertx();

  TraceOnPostgres(TraceConfig config) {
    StoreConfig store =
        StoreConfig.DEFAULT.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Store.migrate(store);
    Bus.await(vertx.deployVerticle(Store.deployable(store, clock, Meters.NONE)));
    Bus.await(vertx.deployVerticle(Trace.deployable(config, clock, Meters.NONE)));
  }

  void append(List<WorkEvent> events) {
    Bus.await(StoreContract.APPEND.ask(vertx, Events.batch(Scope.DEFAULT, "http", events)));
  }

  Aside aside() {
    return Bus.await(AsideContract.ASIDE.ask(vertx, new AllAside(10)));
  }

  /** Dirty roots that are not set aside. */
  int due() {
    return Bus.await(StoreContract.DIRTY.ask(vertx, new DirtyRoots(10, clock.instant()))).size();
  }

  /** Asks until nothing is to be placed or remade that is not set aside. */
  void settle() {
    long head = Bus.await(StoreContract.HEAD.ask(vertx, new Head()));
    until(() -> cursor() >= head && due() == 0);
  }

  /** Asks again and again, as anybody would who has to know; the test's own limit ends it. */
  void until(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  Map<String, Life> lives() {
    Map<String, Life> lives = new TreeMap<>();
    LifePage page = new LifePage(List.of(), 0, true);
    while (page.more()) {
      page = Bus.await(LifeContract.LIVES_AFTER.ask(vertx, new LivesAfter(page.last(), 1000)));
      page.rows().forEach(row -> lives.put(row.life().key().toString(), row.life()));
    }
    return lives;
  }

  long cursor() {
    return Bus.await(StoreContract.CURSOR.ask(vertx, new CursorOf(TraceContract.CURSOR)));
  }

  @Override
  public void close() {
    Bus.await(vertx.close());
  }
}
