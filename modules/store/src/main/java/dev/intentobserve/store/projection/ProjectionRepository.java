package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts.AboveKeys;
import dev.intentobserve.ports.StorePorts.BelowAll;
import dev.intentobserve.ports.StorePorts.BelowRoot;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.CursorOf;
import dev.intentobserve.ports.StorePorts.EntityGraph;
import dev.intentobserve.ports.StorePorts.IncomingLink;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.StorePorts.RootsOf;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.ports.StorePorts.StaleRootQuery;
import dev.intentobserve.store.record.EventRowMapper;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.CursorSql;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.PipelinedStatements;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Answers what is asked about entities, their claims and the cursors that fold them. */
public final class ProjectionRepository {
  private final Vertx vertx;
  private final DatabasePool db;

  public ProjectionRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  public Future<Long> cursor(CursorOf question) {
    return db.query(CursorSql.POSITION, Tuple.of(question.name()))
        .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong("position"));
  }

  public Future<Boolean> commit(CommitFacts step) {
    return db.transaction(
        connection ->
            move(connection, step.cursor(), step.from(), step.to())
                .compose(moved -> DeferredWorkRepository.forget(connection, step.settled()))
                .compose(settled -> save(connection, step))
                .map(true));
  }

  /** Fails as BUSY {@code cursor_moved} when the cursor does not stand at {@code from}. */
  public static Future<Void> move(SqlConnection connection, String cursor, long from, long to) {
    return connection
        .preparedQuery(CursorSql.MOVE)
        .execute(Tuple.of(cursor, from, to))
        .compose(
            rows ->
                rows.rowCount() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Fault.busy(
                            "cursor_moved",
                            "Cursor " + cursor + " no longer stands at " + from + ".")));
  }

  private static Future<?> save(SqlConnection connection, CommitFacts step) {
    PipelinedStatements flight = new PipelinedStatements(connection);
    flight.send(EntitySql.SAVE, step.facts(), EntitySql::facts);
    flight.send(EntitySql.SAVE_PARENTS, step.facts(), EntitySql::parents);
    flight.send(EntitySql.SAVE_TRACE_STRINGS, step.facts(), EntitySql::traceStrings);
    flight.send(LinkSql.SAVE, step.facts(), LinkSql::rows);
    flight.send(ClaimSql.SAVE_MEMBERSHIPS, step.memberships(), ClaimSql::memberships);
    flight.send(ClaimSql.SAVE_ALIASES, step.aliases(), ClaimSql::aliases);
    flight.send(ClaimSql.MARK_STALE, List.copyOf(step.stale()), ClaimSql::roots);
    flight.send(DeferredWorkSql.SAVE_EVENTS, step.aside(), DeferredWorkSql::events);
    return flight.all();
  }

  public Future<Integer> staleCount(StaleRootQuery question) {
    return db.query(ClaimSql.COUNT_STALE, Tuple.of(question.limit()))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  public Future<List<StaleRoot>> stale(StaleRootQuery question) {
    return db.query(
            ClaimSql.LIST_STALE,
            Tuple.of(PageLimit.of(question.limit()))
                .addOffsetDateTime(ArrayColumns.utc(question.now())))
        .map(
            rows -> {
              List<StaleRoot> roots = new ArrayList<>();
              for (Row row : rows) {
                roots.add(
                    new StaleRoot(
                        EventRowMapper.scope(row),
                        EntitySql.key(row, "root_kind", "root_id"),
                        row.getLong("version"),
                        row.getInteger("attempts"),
                        row.getInteger("spans")));
              }
              return roots;
            });
  }

  public Future<Boolean> save(SaveSummaries step) {
    return db.longTransaction(
        connection ->
            claim(connection, step)
                .compose(claimed -> EntityStateRepository.save(connection, step.entityStates()))
                .compose(
                    saved -> {
                      PipelinedStatements flight = new PipelinedStatements(connection);
                      flight.send(TraceSummarySql.SAVE, step.summaries(), TraceSummarySql::rows);
                      return flight
                          .all()
                          .compose(summed -> clean(connection, step.done()))
                          .map(true);
                    }));
  }

  private static Future<?> clean(SqlConnection connection, List<StaleRoot> done) {
    if (done.isEmpty()) {
      return Future.succeededFuture();
    }
    return connection
        .preparedQuery(ClaimSql.CLEAR_STALE)
        .execute(ClaimSql.versionedRoots(done))
        .compose(
            rows ->
                rows.rowCount() == done.size()
                    ? Future.succeededFuture()
                    : connection
                        .preparedQuery(ClaimSql.REMARK_STALE)
                        .execute(ClaimSql.versionedRoots(done)));
  }

  /**
   * One after the other, and not after somebody else: dirt that is gone was answered by another
   * process, from facts that may be newer than ours.
   */
  private static Future<Void> claim(SqlConnection connection, SaveSummaries step) {
    PipelinedStatements flight = new PipelinedStatements(connection);
    flight.send(EntityStateSql.LOCK);
    return flight
        .all()
        .compose(
            locked ->
                connection
                    .preparedQuery(ClaimSql.COUNT_STILL_STALE)
                    .execute(ClaimSql.versionedRoots(step.done())))
        .compose(
            rows ->
                rows.iterator().next().getLong("count") == step.done().size()
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Fault.busy(
                            "stale_roots_moved", "Somebody else remade some of these roots.")));
  }

  public Future<EntityGraph> below(BelowRoot question) {
    Tuple root =
        Tuple.of(
            question.scope().tenant(),
            question.scope().project(),
            question.root().kind().code(),
            ArrayColumns.storable(question.root().id()));
    return family(
        root,
        EntityGraphSql.DOWN_FACTS,
        EntityGraphSql.DOWN_MEMBERSHIPS,
        EntityGraphSql.DOWN_ALIASES);
  }

  public Future<EntityGraph> below(BelowAll question) {
    return family(
        EntitySql.keys(question.scope(), question.tops()),
        EntityGraphSql.ALL_DOWN_FACTS,
        EntityGraphSql.ALL_DOWN_MEMBERSHIPS,
        EntityGraphSql.ALL_DOWN_ALIASES);
  }

  public Future<EntityGraph> above(AboveKeys question) {
    if (question.keys().isEmpty() && question.traceRefs().isEmpty()) {
      return Future.succeededFuture(new EntityGraph(List.of(), List.of(), List.of()));
    }
    return family(
        EntitySql.above(question),
        EntityGraphSql.UP_FACTS,
        EntityGraphSql.UP_MEMBERSHIPS,
        EntityGraphSql.UP_ALIASES);
  }

  private Future<EntityGraph> family(
      Tuple arguments, String facts, String memberships, String aliases) {
    return db.walk(
            connection -> {
              Future<RowSet<Row>> factRows = connection.preparedQuery(facts).execute(arguments);
              Future<RowSet<Row>> memberRows =
                  connection.preparedQuery(memberships).execute(arguments);
              Future<RowSet<Row>> aliasRows = connection.preparedQuery(aliases).execute(arguments);
              return Future.join(factRows, memberRows, aliasRows);
            })
        .compose(
            rows ->
                vertx.executeBlocking(
                    () ->
                        new EntityGraph(
                            EntitySql.allFacts(rows.resultAt(0)),
                            ClaimSql.allMemberships(rows.resultAt(1)),
                            ClaimSql.allAliases(rows.resultAt(2))),
                    false));
  }

  public Future<List<IncomingLink>> linked(IncomingLinksOf question) {
    return question.targets().isEmpty()
        ? Future.succeededFuture(List.of())
        : db.query(LinkSql.LINKING_ENTITIES, LinkSql.targets(question))
            .map(
                rows -> {
                  List<IncomingLink> linked = new ArrayList<>();
                  rows.forEach(row -> linked.add(LinkSql.linked(row)));
                  return linked;
                });
  }

  public Future<List<EntityKey>> roots(RootsOf question) {
    String ref = ArrayColumns.storable(question.ref());
    return db.query(
            EntityGraphSql.ROOTS,
            Tuple.of(
                question.scope().tenant(),
                question.scope().project(),
                ref,
                EntitySql.comparable(ref)))
        .map(
            rows -> {
              List<EntityKey> roots = new ArrayList<>();
              rows.forEach(row -> roots.add(EntitySql.key(row, "kind", "id")));
              return roots;
            });
  }
}
