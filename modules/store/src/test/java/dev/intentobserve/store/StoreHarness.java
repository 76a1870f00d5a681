package dev.intentobserve.store;

import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.StorePorts.Receipt;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Vertx;
import java.util.List;

/** A store on its own database, used over the event bus. */
public final class StoreHarness implements AutoCloseable {
  public final TestPostgres.Database database;
  final MutableClock clock = new MutableClock(TestEvent.NOON);
  private final StoreConfig config;
  private Vertx vertx;

  private StoreHarness(TestPostgres.Database database, StoreConfig defaults) {
    this.database = database;
    this.config =
        defaults.at(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            database.password());
    Store.migrate(config);
    this.vertx = open();
  }

  public static StoreHarness fresh() {
    return fresh(StoreConfig.DEFAULT);
  }

  public static StoreHarness fresh(StoreConfig defaults) {
    return on(TestPostgres.shared().create(), defaults);
  }

  public static StoreHarness on(TestPostgres.Database database, StoreConfig defaults) {
    return new StoreHarness(database, defaults);
  }

  /** Another process on the same database. */
  public StoreHarness secondProcess() {
    return new StoreHarness(database, config);
  }

  public Vertx vertx() {
    return vertx;
  }

  public StoreConfig config() {
    return config;
  }

  public <Q, A> A ask(Port<Q, A> port, Q question) {
    return TestFutures.await(port.ask(vertx, question));
  }

  public <Q> Throwable askExpectingFailure(Port<Q, ?> port, Q question) {
    return TestFutures.awaitFailure(port.ask(vertx, question));
  }

  public Appended append(Append request) {
    return ask(StorePorts.APPEND, request);
  }

  public List<Receipt> append(WorkEvent... events) {
    return append(TestEvent.batch("http", events)).receipts();
  }

  public Page readAfter(long after, int limit) {
    return ask(StorePorts.READ_AFTER, new ReadAfter(after, Long.MAX_VALUE, limit));
  }

  /** Loses what was only in memory. */
  public void restart() {
    TestFutures.await(vertx.close());
    vertx = open();
  }

  @Override
  public void close() {
    TestFutures.await(vertx.close());
  }

  private Vertx open() {
    Vertx opened = Vertx.vertx();
    TestFutures.await(opened.deployVerticle(Store.deployable(config, clock, Meters.NONE)));
    return opened;
  }
}
