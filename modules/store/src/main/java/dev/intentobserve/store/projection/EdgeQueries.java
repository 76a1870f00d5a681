package dev.intentobserve.store.projection;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.Edges;
import dev.intentobserve.ports.ProjectionPorts.EdgesOf;
import dev.intentobserve.ports.ProjectionPorts.RelatedTo;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads what is stored next to some entities: all kinds of edges in one round trip. */
public final class EdgeQueries {
  private final Vertx vertx;
  private final DatabasePool db;

  private EdgeQueries(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    EdgeQueries queries = new EdgeQueries(vertx, db);
    return Future.all(
        ProjectionPorts.EDGES.answer(vertx, queries::edges),
        ProjectionPorts.RELATED.answer(vertx, queries::related));
  }

  private Future<List<EntityKey>> related(RelatedTo question) {
    return db.lookup(
            EdgeSql.RELATED,
            EntitySql.keys(question.scope(), question.keys())
                .addInteger(ProjectionPorts.MAX_RELATED))
        .map(rows -> Rows.map(rows, row -> EntitySql.key(row, "kind", "id")));
  }

  private Future<Edges> edges(EdgesOf question) {
    return db.snapshot(connection -> new Reading(connection, question).sent())
        .compose(reading -> vertx.executeBlocking(reading::edges, false));
  }

  /** The statements of one request. */
  private static final class Reading {
    private final boolean states;
    private final Future<Iterable<Row>> entities;
    private final Future<Iterable<Row>> claims;
    private final Future<Iterable<Row>> children;
    private final Future<Iterable<Row>> members;
    private final Future<Iterable<Row>> aliases;
    private final Future<Iterable<Row>> bearers;

    Reading(SqlConnection connection, EdgesOf question) {
      states = question.states();
      Scope scope = question.scope();
      Set<EntityKey> above = question.above();
      Set<EntityKey> below = question.below();
      Function<String, Future<Iterable<Row>>> ofAbove =
          sql -> rows(connection, sql, EntitySql.keys(scope, above), above.isEmpty());
      Function<String, Future<Iterable<Row>>> ofBelow =
          sql -> rows(connection, sql, EntitySql.keys(scope, below), below.isEmpty());
      entities = ofAbove.apply(EdgeSql.ENTITIES);
      claims = ofAbove.apply(EdgeSql.CLAIMS);
      children = ofBelow.apply(EdgeSql.CHILDREN);
      members = ofBelow.apply(EdgeSql.MEMBERS);
      Set<String> intents = intents(above);
      aliases =
          rows(
              connection,
              EdgeSql.ALIASES,
              EdgeSql.strings(scope, question.refs())
                  .addArrayOfString(ArrayColumns.storable(intents)),
              question.refs().isEmpty() && intents.isEmpty());
      bearers =
          rows(
              connection,
              EdgeSql.BEARERS,
              EdgeSql.strings(scope, question.bearers()),
              question.bearers().isEmpty());
    }

    Future<Reading> sent() {
      return Future.join(List.of(entities, claims, children, members, aliases, bearers)).map(this);
    }

    Edges edges() {
      return new Edges(
          Rows.map(having("facts"), EntitySql::facts),
          states ? Rows.map(having("state"), EntityStateSql::entityState) : List.of(),
          ClaimSql.allMemberships(claims.result()),
          Rows.map(children.result(), EdgeSql::child),
          ClaimSql.allMemberships(members.result()),
          ClaimSql.allAliases(aliases.result()),
          Rows.map(bearers.result(), EdgeSql::bearer));
    }

    private List<Row> having(String column) {
      List<Row> rows = new ArrayList<>();
      for (Row row : entities.result()) {
        if (row.getValue(column) != null) {
          rows.add(row);
        }
      }
      return rows;
    }

    private static Set<String> intents(Set<EntityKey> keys) {
      Set<String> ids = new HashSet<>();
      for (EntityKey key : keys) {
        if (key.kind() == EntityKind.INTENT) {
          ids.add(key.id());
        }
      }
      return ids;
    }

    private static Future<Iterable<Row>> rows(
        SqlConnection connection, String sql, Tuple arguments, boolean none) {
      return none
          ? Future.succeededFuture(List.of())
          : connection.preparedQuery(sql).execute(arguments).map(rows -> rows);
    }
  }
}
