package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.AboveKeys;
import dev.intentobserve.ports.StorePorts.EntityGraph;
import dev.intentobserve.ports.StorePorts.IncomingLink;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Reads entities with the claims between them: what is below or above some of them. */
public final class EntityGraphQueries {
  private final Vertx vertx;
  private final DatabasePool db;

  private EntityGraphQueries(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    EntityGraphQueries graphs = new EntityGraphQueries(vertx, db);
    return Future.all(
        StorePorts.BELOW.answer(vertx, graphs::below),
        StorePorts.ABOVE.answer(vertx, graphs::above),
        StorePorts.INCOMING_LINKS.answer(vertx, graphs::incomingLinks),
        StorePorts.ROOTS.answer(vertx, graphs::roots));
  }

  private Future<EntityGraph> below(Scoped<EntityKey> question) {
    Tuple root =
        Tuple.of(
            question.scope().tenant(),
            question.scope().project(),
            question.value().kind().code(),
            ArrayColumns.storable(question.value().id()));
    return graph(
        root,
        EntityGraphSql.DOWN_FACTS,
        EntityGraphSql.DOWN_MEMBERSHIPS,
        EntityGraphSql.DOWN_ALIASES);
  }

  private Future<EntityGraph> above(AboveKeys question) {
    if (question.keys().isEmpty() && question.traceRefs().isEmpty()) {
      return Future.succeededFuture(new EntityGraph(List.of(), List.of(), List.of()));
    }
    return graph(
        EntitySql.above(question),
        EntityGraphSql.UP_FACTS,
        EntityGraphSql.UP_MEMBERSHIPS,
        EntityGraphSql.UP_ALIASES);
  }

  private Future<EntityGraph> graph(
      Tuple arguments, String facts, String memberships, String aliases) {
    return db.graphSnapshot(
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
                            Rows.map(rows.resultAt(0), EntitySql::facts),
                            ClaimSql.allMemberships(rows.resultAt(1)),
                            ClaimSql.allAliases(rows.resultAt(2))),
                    false));
  }

  private Future<List<IncomingLink>> incomingLinks(IncomingLinksOf question) {
    return question.targets().isEmpty()
        ? Future.succeededFuture(List.of())
        : db.query(LinkSql.INCOMING, LinkSql.incomingArguments(question))
            .map(rows -> Rows.map(rows, LinkSql::incoming));
  }

  private Future<List<EntityKey>> roots(Scoped<String> question) {
    String ref = ArrayColumns.storable(question.value());
    return db.query(
            EntityGraphSql.ROOTS,
            Tuple.of(
                question.scope().tenant(),
                question.scope().project(),
                ref,
                EntitySql.comparable(ref)))
        .map(rows -> Rows.map(rows, row -> EntitySql.key(row, "kind", "id")));
  }
}
