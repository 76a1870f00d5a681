package dev.intentobserve.app;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.DeferredWorkPorts.AllDeferred;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredWork;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStatesAfter;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.StaleRootQuery;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Store and trace on a database of their own. */
final class TraceOnPostgres implements AutoCloseable {
  final TestPostgres.Database database = TestPostgres.shared().create();
  final MutableClock clock = new MutableClock(TestEvent.NOON);
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
    TestFutures.await(vertx.deployVerticle(Store.deployable(store, clock, Meters.NONE)));
    TestFutures.await(vertx.deployVerticle(Trace.deployable(config, clock, Meters.NONE)));
  }

  void append(List<WorkEvent> events) {
    TestFutures.await(StorePorts.APPEND.ask(vertx, TestEvent.batch(Scope.DEFAULT, "http", events)));
  }

  DeferredWork aside() {
    return TestFutures.await(DeferredWorkPorts.DEFERRED.ask(vertx, new AllDeferred(10)));
  }

  /** Dirty roots that are not set aside. */
  int due() {
    return TestFutures.await(
            StorePorts.STALE_ROOTS.ask(vertx, new StaleRootQuery(10, clock.instant())))
        .size();
  }

  /** Asks until nothing is to be placed or remade that is not set aside. */
  void settle() {
    long head = TestFutures.await(StorePorts.HEAD.ask(vertx, new Nothing()));
    until(() -> cursor() >= head && due() == 0);
  }

  /** Asks again and again, as anybody would who has to know; the test's own limit ends it. */
  void until(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  Map<String, EntityState> entityStates() {
    Map<String, EntityState> entityStates = new TreeMap<>();
    EntityStatePage page = new EntityStatePage(List.of(), 0, true);
    while (page.more()) {
      page =
          TestFutures.await(
              EntityStatePorts.ENTITY_STATES_AFTER.ask(
                  vertx, new EntityStatesAfter(page.last(), 1000)));
      page.rows()
          .forEach(row -> entityStates.put(row.entityState().key().toString(), row.entityState()));
    }
    return entityStates;
  }

  long cursor() {
    return TestFutures.await(StorePorts.CURSOR.ask(vertx, TracePorts.CURSOR));
  }

  @Override
  public void close() {
    TestFutures.await(vertx.close());
  }
}
