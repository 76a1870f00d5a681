package dev.intentobserve.store;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.parser.EventParser;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.LeaderPorts;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.store.alert.AlertRepository;
import dev.intentobserve.store.metric.MetricRepository;
import dev.intentobserve.store.projection.DeferredWorkRepository;
import dev.intentobserve.store.projection.EntityStateRepository;
import dev.intentobserve.store.projection.ListQueries;
import dev.intentobserve.store.projection.PipelineLagQueries;
import dev.intentobserve.store.projection.ProjectionRepository;
import dev.intentobserve.store.record.DeadLetterRepository;
import dev.intentobserve.store.record.EventQueries;
import dev.intentobserve.store.record.EventRowMapper;
import dev.intentobserve.store.record.ExportRepository;
import dev.intentobserve.store.record.RecentEvents;
import dev.intentobserve.store.record.RecordAppender;
import dev.intentobserve.store.record.RecordQueries;
import dev.intentobserve.store.sql.DatabasePool;
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

  private @Nullable RecordAppender appender;
  private @Nullable DatabasePool db;
  private @Nullable LeaderLock lock;

  StoreVerticle(StoreConfig config, InstantSource clock, Meters meters) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.meters = requireNonNull(meters, "meters");
  }

  @Override
  public Future<?> start() {
    RecentEvents recent = new RecentEvents(config.recent().events(), config.recent().bytes());
    DatabasePool database = new DatabasePool(vertx, config);
    RecordAppender appending = new RecordAppender(vertx, config, clock, meters, recent);
    LeaderLock leading = new LeaderLock(vertx, config);
    db = database;
    lock = leading;
    appender = appending;
    EventRowMapper rows = new EventRowMapper(new EventParser(config.limits()));
    EventQueries events = new EventQueries(vertx, database, recent, rows);
    ListQueries lists = new ListQueries(vertx, database, rows, config.scanLimit());
    DeadLetterRepository deadLetters = new DeadLetterRepository(database);
    ExportRepository shipments = new ExportRepository(database);
    ProjectionRepository projections = new ProjectionRepository(vertx, database);
    EntityStateRepository entityStates = new EntityStateRepository(vertx, database);
    RecordQueries recordQueries = new RecordQueries(database);
    List<Future<?>> opened = new ArrayList<>(new MetricRepository(vertx, database).open());
    opened.addAll(
        List.of(
            appending.start(),
            AlertRepository.open(vertx, database, clock),
            DeferredWorkRepository.open(vertx, database),
            PipelineLagQueries.open(vertx, database),
            LeaderPorts.LEADERSHIP.answer(vertx, leading::lead),
            StorePorts.APPEND.answer(vertx, appending::append),
            StorePorts.READ_AFTER.answer(vertx, events::after),
            StorePorts.HEAD.answer(vertx, events::head),
            StorePorts.POSITION.answer(vertx, events::position),
            StorePorts.FIND_EVENT.answer(vertx, events::one),
            StorePorts.CURSOR.answer(vertx, projections::cursor),
            StorePorts.COMMIT_FACTS.answer(vertx, projections::commit),
            StorePorts.BELOW.answer(vertx, projections::below),
            StorePorts.BELOW_ALL.answer(vertx, projections::below),
            StorePorts.ABOVE.answer(vertx, projections::above),
            StorePorts.INCOMING_LINKS.answer(vertx, projections::linked),
            StorePorts.ROOTS.answer(vertx, projections::roots),
            StorePorts.STALE_ROOTS.answer(vertx, projections::stale),
            StorePorts.STALE_ROOT_COUNT.answer(vertx, projections::staleCount),
            StorePorts.SAVE_SUMMARIES.answer(vertx, projections::save),
            EntityStatePorts.ENTITY_STATES_AFTER.answer(vertx, entityStates::after),
            EntityStatePorts.FIND_ENTITY_STATES.answer(vertx, entityStates::list),
            EntityStatePorts.MOVED_ENTITIES.answer(vertx, entityStates::movedEntities),
            StorePorts.FIND_TRACES.answer(vertx, lists::traces),
            StorePorts.FIND_EVENTS.answer(vertx, lists::events),
            StorePorts.FIND_DEAD_LETTERS.answer(vertx, deadLetters::list),
            StorePorts.FIND_DEAD_LETTER.answer(vertx, deadLetters::one),
            StorePorts.DISCARD.answer(vertx, deadLetters::discard),
            StorePorts.COMMIT_EXPORT.answer(vertx, shipments::commit),
            StorePorts.EXPORT_STATUS.answer(vertx, shipments::shipping),
            StorePorts.SOURCES.answer(vertx, recordQueries::sources),
            StorePorts.TAIL_MARKS.answer(vertx, recordQueries::marks),
            StorePorts.PING.answer(vertx, ping -> ping(database, appending))));
    return Future.all(opened);
  }

  private static Future<Boolean> ping(DatabasePool database, RecordAppender appending) {
    Fault appendFault = appending.appendFault();
    return appendFault != null
        ? Future.failedFuture(appendFault)
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
