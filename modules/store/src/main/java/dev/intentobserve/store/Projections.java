package dev.intentobserve.store;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract.AboveKeys;
import dev.intentobserve.contract.StoreContract.BelowAll;
import dev.intentobserve.contract.StoreContract.BelowRoot;
import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.contract.StoreContract.DirtyRoots;
import dev.intentobserve.contract.StoreContract.Family;
import dev.intentobserve.contract.StoreContract.Linked;
import dev.intentobserve.contract.StoreContract.LinkedTo;
import dev.intentobserve.contract.StoreContract.RootsOf;
import dev.intentobserve.contract.StoreContract.SaveSummaries;
import dev.intentobserve.event.EntityKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Answers what is asked about entities, their claims and the cursors that fold them. */
final class Projections {
  private final Vertx vertx;
  private final Db db;

  Projections(Vertx vertx, Db db) {
    this.vertx = vertx;
    this.db = db;
  }

  Future<Long> cursor(CursorOf question) {
    return db.query(CursorSql.POSITION, Tuple.of(question.name()))
        .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong("position"));
  }

  Future<Boolean> commit(CommitFacts step) {
    return db.transaction(
        connection ->
            move(connection, step.cursor(), step.from(), step.to())
                .compose(moved -> Asides.forget(connection, step.settled()))
                .compose(settled -> save(connection, step))
                .map(true));
  }

  /** Fails as BUSY {@code cursor_moved} when the cursor does not stand at {@code from}. */
  static Future<Void> move(SqlConnection connection, String cursor, long from, long to) {
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
    Flight flight = new Flight(connection);
    flight.send(EntitySql.SAVE, step.facts(), EntitySql::facts);
    flight.send(EntitySql.SAVE_PARENTS, step.facts(), EntitySql::parents);
    flight.send(EntitySql.SAVE_TRACE_STRINGS, step.facts(), EntitySql::traceStrings);
    flight.send(LinkSql.SAVE, step.facts(), LinkSql::rows);
    flight.send(ClaimSql.SAVE_MEMBERSHIPS, step.memberships(), ClaimSql::memberships);
    flight.send(ClaimSql.SAVE_ALIASES, step.aliases(), ClaimSql::aliases);
    flight.send(ClaimSql.SOIL, List.copyOf(step.dirty()), ClaimSql::roots);
    flight.send(AsideSql.SAVE_EVENTS, step.aside(), AsideSql::events);
    return flight.landed();
  }

  Future<Integer> dirt(DirtyRoots question) {
    return db.query(ClaimSql.COUNT_DIRTY, Tuple.of(question.limit()))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  Future<List<DirtyRoot>> dirty(DirtyRoots question) {
    return db.query(
            ClaimSql.LIST_DIRTY,
            Tuple.of(Limit.of(question.limit())).addOffsetDateTime(Columns.utc(question.now())))
        .map(
            rows -> {
              List<DirtyRoot> roots = new ArrayList<>();
              for (Row row : rows) {
                roots.add(
                    new DirtyRoot(
                        EventRows.scope(row),
                        EntitySql.key(row, "root_kind", "root_id"),
                        row.getLong("version"),
                        row.getInteger("attempts"),
                        row.getInteger("spans")));
              }
              return roots;
            });
  }

  Future<Boolean> save(SaveSummaries step) {
    return db.longTransaction(
        connection ->
            claim(connection, step)
                .compose(claimed -> Lives.save(connection, step.lives()))
                .compose(
                    saved -> {
                      Flight flight = new Flight(connection);
                      flight.send(SummarySql.SAVE, step.summaries(), SummarySql::rows);
                      return flight
                          .landed()
                          .compose(summed -> clean(connection, step.done()))
                          .map(true);
                    }));
  }

  private static Future<?> clean(SqlConnection connection, List<DirtyRoot> done) {
    if (done.isEmpty()) {
      return Future.succeededFuture();
    }
    return connection
        .preparedQuery(ClaimSql.CLEAN)
        .execute(ClaimSql.cleaned(done))
        .compose(
            rows ->
                rows.rowCount() == done.size()
                    ? Future.succeededFuture()
                    : connection.preparedQuery(ClaimSql.FRESHEN).execute(ClaimSql.cleaned(done)));
  }

  /**
   * One after the other, and not after somebody else: dirt that is gone was answered by another
   * process, from facts that may be newer than ours.
   */
  private static Future<Void> claim(SqlConnection connection, SaveSummaries step) {
    Flight flight = new Flight(connection);
    flight.send(LifeSql.LOCK);
    return flight
        .landed()
        .compose(
            locked ->
                connection
                    .preparedQuery(ClaimSql.STILL_DIRTY)
                    .execute(ClaimSql.cleaned(step.done())))
        .compose(
            rows ->
                rows.iterator().next().getLong("count") == step.done().size()
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Fault.busy("dirt_moved", "Somebody else remade some of these roots.")));
  }

  Future<Family> below(BelowRoot question) {
    Tuple root =
        Tuple.of(
            question.scope().tenant(),
            question.scope().project(),
            question.root().kind().code(),
            Columns.storable(question.root().id()));
    return family(root, FamilySql.DOWN_FACTS, FamilySql.DOWN_MEMBERSHIPS, FamilySql.DOWN_ALIASES);
  }

  Future<Family> below(BelowAll question) {
    return family(
        EntitySql.keys(question.scope(), question.tops()),
        FamilySql.ALL_DOWN_FACTS,
        FamilySql.ALL_DOWN_MEMBERSHIPS,
        FamilySql.ALL_DOWN_ALIASES);
  }

  Future<Family> above(AboveKeys question) {
    if (question.keys().isEmpty() && question.traceRefs().isEmpty()) {
      return Future.succeededFuture(new Family(List.of(), List.of(), List.of()));
    }
    return family(
        EntitySql.above(question),
        FamilySql.UP_FACTS,
        FamilySql.UP_MEMBERSHIPS,
        FamilySql.UP_ALIASES);
  }

  private Future<Family> family(Tuple arguments, String facts, String memberships, String aliases) {
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
                        new Family(
                            EntitySql.allFacts(rows.resultAt(0)),
                            ClaimSql.allMemberships(rows.resultAt(1)),
                            ClaimSql.allAliases(rows.resultAt(2))),
                    false));
  }

  Future<List<Linked>> linked(LinkedTo question) {
    return question.targets().isEmpty()
        ? Future.succeededFuture(List.of())
        : db.query(LinkSql.FROM_OUTSIDE, LinkSql.targets(question))
            .map(
                rows -> {
                  List<Linked> linked = new ArrayList<>();
                  rows.forEach(row -> linked.add(LinkSql.linked(row)));
                  return linked;
                });
  }

  Future<List<EntityKey>> roots(RootsOf question) {
    String ref = Columns.storable(question.ref());
    return db.query(
            FamilySql.ROOTS,
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
