package dev.intentobserve.store;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.Port;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Appended;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.contract.StoreContract.Receipt;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.EmbeddedDb;
import dev.intentobserve.testkit.Events;
import dev.intentobserve.testkit.MutableClock;
import io.vertx.core.Vertx;
import java.util.List;

/** A store on a database of its own, asked over the bus. */
final class Cellar implements AutoCloseable {
  final EmbeddedDb.Database database;
  final MutableClock clock = new MutableClock(Events.NOON);
  private final StoreConfig config;
  private Vertx vertx;

  private Cellar(EmbeddedDb.Database database, StoreConfig defaults) {
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

  static Cellar fresh() {
    return fresh(StoreConfig.DEFAULT);
  }

  static Cellar fresh(StoreConfig defaults) {
    return on(EmbeddedDb.shared().create(), defaults);
  }

  static Cellar on(EmbeddedDb.Database database, StoreConfig defaults) {
    return new Cellar(database, defaults);
  }

  /** Another process on the same database. */
  Cellar neighbour() {
    return new Cellar(database, config);
  }

  Vertx vertx() {
    return vertx;
  }

  StoreConfig config() {
    return config;
  }

  <Q, A> A ask(Port<Q, A> port, Q question) {
    return Bus.await(port.ask(vertx, question));
  }

  <Q> Throwable askInVain(Port<Q, ?> port, Q question) {
    return Bus.awaitFailure(port.ask(vertx, question));
  }

  Appended append(Append request) {
    return ask(StoreContract.APPEND, request);
  }

  List<Receipt> append(WorkEvent... events) {
    return append(Events.batch("http", events)).receipts();
  }

  Page readAfter(long after, int limit) {
    return ask(StoreContract.READ_AFTER, new ReadAfter(after, Long.MAX_VALUE, limit));
  }

  /** Forgets what only memory knew. */
  void restart() {
    Bus.await(vertx.close());
    vertx = open();
  }

  @Override
  public void close() {
    Bus.await(vertx.close());
  }

  private Vertx open() {
    Vertx opened = Vertx.vertx();
    Bus.await(opened.deployVerticle(Store.deployable(config, clock, Meters.NONE)));
    return opened;
  }
}
