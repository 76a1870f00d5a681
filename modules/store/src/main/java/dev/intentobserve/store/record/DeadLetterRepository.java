package dev.intentobserve.store.record;

import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.parser.redact.Redactor;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.DeadLetterQuery;
import dev.intentobserve.ports.StorePorts.Discard;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds refused entries, and discards them. */
public final class DeadLetterRepository {
  private final DatabasePool db;

  private DeadLetterRepository(DatabasePool db) {
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    DeadLetterRepository deadLetters = new DeadLetterRepository(db);
    return Future.all(
        StorePorts.FIND_DEAD_LETTERS.answer(vertx, deadLetters::list),
        StorePorts.FIND_DEAD_LETTER.answer(vertx, deadLetters::one),
        StorePorts.DISCARD.answer(vertx, deadLetters::discard));
  }

  /** Newest first. */
  private Future<Listing<DeadLetter>> list(DeadLetterQuery query) {
    int limit = PageLimit.of(query.limit());
    long before =
        query.cursor() == null ? Long.MAX_VALUE : KeysetCursor.decode(query.cursor(), 1).number(0);
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(query.reason() == null ? null : query.reason().code())
            .addString(ArrayColumns.storable(query.receiver()))
            .addString(ArrayColumns.storable(query.status()))
            .addLong(before)
            .addInteger(limit);
    return db.query(DeadLetterSql.LIST, filters)
        .map(
            rows ->
                KeysetCursor.page(
                    deadLetters(rows), limit, last -> KeysetCursor.encode(last.id())));
  }

  private Future<Optional<DeadLetter>> one(Scoped<Long> question) {
    Tuple key = Tuple.of(question.scope().tenant(), question.scope().project(), question.value());
    return db.query(DeadLetterSql.FIND, key).map(rows -> deadLetters(rows).stream().findFirst());
  }

  private Future<Boolean> discard(Discard order) {
    Tuple arguments =
        Tuple.of(order.scope().tenant(), order.scope().project(), order.id())
            .addString(ArrayColumns.storable(Redactor.redact(order.reason())))
            .addString(ArrayColumns.storable(order.actor()))
            .addOffsetDateTime(ArrayColumns.utc(order.at()));
    return db.query(DeadLetterSql.DISCARD, arguments).map(rows -> rows.rowCount() == 1);
  }

  private static List<DeadLetter> deadLetters(RowSet<Row> rows) {
    return Rows.map(rows, DeadLetterRepository::deadLetter);
  }

  private static DeadLetter deadLetter(Row row) {
    return new DeadLetter(
        row.getLong("id"),
        Rows.scope(row),
        row.getString("receiver"),
        row.getString("source"),
        row.getString("origin"),
        Refusal.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
        row.getString("detail"),
        Rows.bytes(row, "body"),
        row.getString("digest"),
        row.getLong("size"),
        Rows.instant(row, "received_time"),
        row.getLong("times"),
        row.getString("status"),
        row.getString("note"));
  }
}
