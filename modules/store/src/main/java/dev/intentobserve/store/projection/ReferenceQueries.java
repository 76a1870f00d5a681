package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.IncomingLink;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Finds the roots that a reference names, and the entities that link to others. */
public final class ReferenceQueries {
  private final DatabasePool db;

  private ReferenceQueries(DatabasePool db) {
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    ReferenceQueries queries = new ReferenceQueries(db);
    return Future.all(
        StorePorts.INCOMING_LINKS.answer(vertx, queries::incomingLinks),
        StorePorts.ROOTS.answer(vertx, queries::roots));
  }

  private Future<List<IncomingLink>> incomingLinks(IncomingLinksOf question) {
    return question.targets().isEmpty()
        ? Future.succeededFuture(List.of())
        : db.lookup(LinkSql.INCOMING, LinkSql.incomingArguments(question))
            .map(rows -> Rows.map(rows, LinkSql::incoming));
  }

  private Future<List<EntityKey>> roots(Scoped<String> question) {
    return db.lookup(RootSql.ROOTS, RootSql.arguments(question))
        .map(rows -> Rows.map(rows, row -> EntitySql.key(row, "kind", "id")));
  }
}
