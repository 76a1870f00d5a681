package dev.intentobserve.store;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.parser.StoredEventParser;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.LeaderPorts;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.store.alert.AlertRepository;
import dev.intentobserve.store.metric.MetricRepository;
import dev.intentobserve.store.projection.DeferredWorkRepository;
import dev.intentobserve.store.projection.EdgeQueries;
import dev.intentobserve.store.projection.ExportRepository;
import dev.intentobserve.store.projection.PipelineLagQueries;
import dev.intentobserve.store.projection.ProjectionRepository;
import dev.intentobserve.store.projection.ReferenceQueries;
import dev.intentobserve.store.projection.TraceListQueries;
import dev.intentobserve.store.record.DeadLetterRepository;
import dev.intentobserve.store.record.EventListQueries;
import dev.intentobserve.store.record.EventQueries;
import dev.intentobserve.store.record.EventRowMapper;
import dev.intentobserve.store.record.RecentEvents;
import dev.intentobserve.store.record.RecordAppender;
import dev.intentobserve.store.record.RecordQueries;
import dev.intentobserve.store.sql.DatabasePool;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the connections, and answers the ports. */
final class StoreVerticle extends VerticleBase {
  private final StoreConfig config;
  private final InstantSource clock;
  private final Meters meters;

  private @Nullable RecordAppender appender;
  private @Nullable DatabasePool db;
  private @Nullable LeaderLock leaderLock;

  StoreVerticle(StoreConfig config, InstantSource clock, Meters meters) {
    this.config = requireNonNull(config, "config");
    this.clock = requireNonNull(clock, "clock");
    this.meters = requireNonNull(meters, "meters");
  }

  @Override
  public Future<?> start() {
    RecentEvents recent = new RecentEvents(config.recent().events(), config.recent().bytes());
    DatabasePool pool = new DatabasePool(vertx, config.database());
    RecordAppender recordAppender =
        new RecordAppender(vertx, config.database(), config.appending(), clock, meters, recent);
    LeaderLock lock = new LeaderLock(vertx, config.database());
    db = pool;
    leaderLock = lock;
    appender = recordAppender;
    EventRowMapper rows = new EventRowMapper(new StoredEventParser(config.limits()));
    return Future.all(
        List.of(
            recordAppender.start(),
            EventQueries.open(vertx, pool, recent, rows),
            EventListQueries.open(vertx, pool, rows, config.scanLimit()),
            RecordQueries.open(vertx, pool),
            DeadLetterRepository.open(vertx, pool),
            ExportRepository.open(vertx, pool),
            ProjectionRepository.open(vertx, pool),
            ReferenceQueries.open(vertx, pool),
            EdgeQueries.open(vertx, pool),
            TraceListQueries.open(vertx, pool, config.scanLimit()),
            DeferredWorkRepository.open(vertx, pool),
            PipelineLagQueries.open(vertx, pool),
            MetricRepository.open(vertx, pool),
            AlertRepository.open(vertx, pool, clock),
            LeaderPorts.LEADERSHIP.answer(vertx, lock::lead),
            StorePorts.PING.answer(vertx, ping -> ping(pool, recordAppender))));
  }

  private static Future<Boolean> ping(DatabasePool pool, RecordAppender recordAppender) {
    Fault appendFault = recordAppender.appendFault();
    return appendFault != null
        ? Future.failedFuture(appendFault)
        : pool.query("select 1", Tuple.tuple()).map(true);
  }

  @Override
  public Future<?> stop() {
    Future<Void> drained = appender == null ? Future.succeededFuture() : appender.stop();
    Future<Void> released = leaderLock == null ? Future.succeededFuture() : leaderLock.close();
    return Future.join(drained, released)
        .eventually(() -> db == null ? Future.succeededFuture() : db.close());
  }
}
