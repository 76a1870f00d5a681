package dev.intentobserve.store;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.LeaderContract;
import dev.intentobserve.contract.LifeContract;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.reading.Reader;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shell of the cellar: opens the connections and answers the ports. */
final class StoreVerticle extends VerticleBase {
  private final StoreConfig config;
  private final InstantSource clock;
  private final Meters meters;

  private @Nullable Appender appender;
  private @Nullable Db db;
  private @Nullable LeaderLock lock;

  StoreVerticle(StoreConfig config, InstantSource clock, Meters meters) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.meters = requireNonNull(meters, "meters");
  }

  @Override
  public Future<?> start() {
    RecentEvents recent = new RecentEvents(config.recent().events(), config.recent().bytes());
    Db database = new Db(vertx, config);
    Appender appending = new Appender(vertx, config, clock, meters, recent);
    LeaderLock leading = new LeaderLock(vertx, config);
    db = database;
    lock = leading;
    appender = appending;
    EventRows rows = new EventRows(new Reader(config.limits()));
    EventReads events = new EventReads(vertx, database, recent, rows);
    Lists lists = new Lists(vertx, database, rows, config.stretch());
    DeadLetters letters = new DeadLetters(database);
    Shipments shipments = new Shipments(database);
    Projections projections = new Projections(vertx, database);
    Lives lives = new Lives(vertx, database);
    RecordDesk desk = new RecordDesk(database);
    List<Future<?>> opened = new ArrayList<>(new Figures(vertx, database).open());
    opened.addAll(
        List.of(
            appending.start(),
            AlertBook.open(vertx, database, clock),
            Asides.open(vertx, database),
            StandingDesk.open(vertx, database),
            LeaderContract.LEAD.answer(vertx, leading::lead),
            StoreContract.APPEND.answer(vertx, appending::append),
            StoreContract.READ_AFTER.answer(vertx, events::after),
            StoreContract.HEAD.answer(vertx, events::head),
            StoreContract.POSITION.answer(vertx, events::position),
            StoreContract.FIND_EVENT.answer(vertx, events::one),
            StoreContract.CURSOR.answer(vertx, projections::cursor),
            StoreContract.COMMIT_FACTS.answer(vertx, projections::commit),
            StoreContract.BELOW.answer(vertx, projections::below),
            StoreContract.BELOW_ALL.answer(vertx, projections::below),
            StoreContract.ABOVE.answer(vertx, projections::above),
            StoreContract.LINKED.answer(vertx, projections::linked),
            StoreContract.ROOTS.answer(vertx, projections::roots),
            StoreContract.DIRTY.answer(vertx, projections::dirty),
            StoreContract.DIRT.answer(vertx, projections::dirt),
            StoreContract.SAVE_SUMMARIES.answer(vertx, projections::save),
            LifeContract.LIVES_AFTER.answer(vertx, lives::after),
            LifeContract.FIND_LIVES.answer(vertx, lives::list),
            LifeContract.STRAYS.answer(vertx, lives::strays),
            StoreContract.FIND_TRACES.answer(vertx, lists::traces),
            StoreContract.FIND_EVENTS.answer(vertx, lists::events),
            StoreContract.FIND_DEAD_LETTERS.answer(vertx, letters::list),
            StoreContract.FIND_DEAD_LETTER.answer(vertx, letters::one),
            StoreContract.DISCARD.answer(vertx, letters::discard),
            StoreContract.COMMIT_EXPORT.answer(vertx, shipments::commit),
            StoreContract.SHIPPING.answer(vertx, shipments::shipping),
            StoreContract.SOURCES.answer(vertx, desk::sources),
            StoreContract.TAIL_MARKS.answer(vertx, desk::marks),
            StoreContract.PING.answer(vertx, ping -> ping(database, appending))));
    return Future.all(opened);
  }

  private static Future<Boolean> ping(Db database, Appender appending) {
    Fault trouble = appending.trouble();
    return trouble != null
        ? Future.failedFuture(trouble)
        : database.query("select 1", Tuple.tuple()).map(true);
  }

  @Override
  public Future<?> stop() {
    Future<Void> drained = appender == null ? Future.succeededFuture() : appender.stop();
    Future<Void> followed = lock == null ? Future.succeededFuture() : lock.close();
    return Future.join(drained, followed)
        .eventually(() -> db == null ? Future.succeededFuture() : db.close());
  }
}
