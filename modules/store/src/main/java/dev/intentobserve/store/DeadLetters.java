package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.DeadLetterOf;
import dev.intentobserve.contract.StoreContract.DeadLetterQuery;
import dev.intentobserve.contract.StoreContract.Discard;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.reading.Redactor;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers what was refused, and closes it. */
final class DeadLetters {
  private final Db db;

  DeadLetters(Db db) {
    this.db = db;
  }

  /** The newest first. */
  Future<Listing<DeadLetter>> list(DeadLetterQuery query) {
    int limit = Limit.of(query.limit());
    long before =
        query.cursor() == null ? Long.MAX_VALUE : Keyset.decode(query.cursor(), 1).number(0);
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(query.reason() == null ? null : query.reason().code())
            .addString(Columns.storable(query.door()))
            .addString(Columns.storable(query.status()))
            .addLong(before)
            .addInteger(limit);
    return db.query(DeadLetterSql.LIST, filters)
        .map(rows -> Lists.page(letters(rows), limit, last -> Keyset.encode(last.id())));
  }

  Future<Optional<DeadLetter>> one(DeadLetterOf question) {
    Tuple key = Tuple.of(question.scope().tenant(), question.scope().project(), question.id());
    return db.query(DeadLetterSql.FIND, key).map(rows -> letters(rows).stream().findFirst());
  }

  Future<Boolean> discard(Discard order) {
    Tuple arguments =
        Tuple.of(order.scope().tenant(), order.scope().project(), order.id())
            .addString(Columns.storable(Redactor.redact(order.reason())))
            .addString(Columns.storable(order.actor()))
            .addOffsetDateTime(Columns.utc(order.at()));
    return db.query(DeadLetterSql.DISCARD, arguments).map(rows -> rows.rowCount() == 1);
  }

  private static List<DeadLetter> letters(RowSet<Row> rows) {
    List<DeadLetter> letters = new ArrayList<>();
    rows.forEach(row -> letters.add(letter(row)));
    return letters;
  }

  private static DeadLetter letter(Row row) {
    return new DeadLetter(
        row.getLong("id"),
        EventRows.scope(row),
        row.getString("door"),
        row.getString("source"),
        row.getString("origin"),
        Refusal.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
        row.getString("detail"),
        Columns.bytes(row, "body"),
        row.getString("digest"),
        row.getLong("size"),
        Columns.instant(row, "received_time"),
        row.getLong("times"),
        row.getString("status"),
        row.getString("note"));
  }
}
