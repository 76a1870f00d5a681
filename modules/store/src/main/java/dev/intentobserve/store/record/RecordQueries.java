package dev.intentobserve.store.record;

import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.SourceCount;
import dev.intentobserve.ports.StorePorts.SourcePage;
import dev.intentobserve.ports.StorePorts.SourcesOf;
import dev.intentobserve.ports.StorePorts.TailMark;
import dev.intentobserve.ports.StorePorts.Totals;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what is committed together with events: counts of each source, and tail marks. */
public final class RecordQueries {
  private final DatabasePool db;

  private record CountKey(String receiver, String source) {}

  private RecordQueries(DatabasePool db) {
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    RecordQueries queries = new RecordQueries(db);
    return Future.all(
        StorePorts.SOURCES.answer(vertx, queries::sources),
        StorePorts.TAIL_MARKS.answer(vertx, queries::marks));
  }

  private Future<SourcePage> sources(SourcesOf question) {
    int limit = PageLimit.of(question.limit());
    KeysetCursor start = KeysetCursor.decodeOrNull(question.cursor(), 2);
    Tuple page =
        scope(question)
            .addString(start == null ? null : start.text(0))
            .addString(start == null ? null : start.text(1))
            .addInteger(limit);
    return db.query(RecordSql.LIST_COUNTS, page)
        .map(
            rows ->
                KeysetCursor.page(
                    sources(rows),
                    limit,
                    last -> KeysetCursor.encode(last.receiver(), last.source())))
        .compose(
            found ->
                start == null
                    ? totals(question).map(totals -> new SourcePage(found, totals))
                    : Future.succeededFuture(new SourcePage(found, null)));
  }

  private Future<Totals> totals(SourcesOf question) {
    return db.query(RecordSql.TOTALS, scope(question)).map(RecordQueries::totals);
  }

  private static Tuple scope(SourcesOf question) {
    return Tuple.of(question.scope().tenant(), question.scope().project());
  }

  private static Totals totals(RowSet<Row> rows) {
    SourceCount sum = new SourceCount("", "", 0, 0, 0, Map.of());
    boolean balanced = true;
    for (Row row : rows) {
      balanced = row.getBoolean("balanced");
      sum = row.getString("outcome") == null ? sum : with(sum, row);
    }
    return new Totals(sum.received(), sum.stored(), sum.duplicates(), sum.refused(), balanced);
  }

  private Future<List<TailMark>> marks(Nothing question) {
    return db.query(RecordSql.LIST_MARKS, Tuple.tuple())
        .map(rows -> Rows.map(rows, RecordQueries::mark));
  }

  private static List<SourceCount> sources(RowSet<Row> rows) {
    Map<CountKey, SourceCount> counts = new LinkedHashMap<>();
    for (Row row : rows) {
      CountKey key = new CountKey(row.getString("receiver"), row.getString("source"));
      SourceCount before =
          counts.getOrDefault(
              key, new SourceCount(key.receiver(), key.source(), 0, 0, 0, Map.of()));
      counts.put(key, with(before, row));
    }
    return List.copyOf(counts.values());
  }

  private static SourceCount with(SourceCount before, Row row) {
    long count = row.getLong("count");
    Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    refused.putAll(before.refused());
    long received = before.received();
    long stored = before.stored();
    long duplicates = before.duplicates();
    switch (row.getString("outcome")) {
      case SourceCounter.RECEIVED -> received = count;
      case SourceCounter.STORED -> stored = count;
      case SourceCounter.DUPLICATE -> duplicates = count;
      default ->
          refused.put(Refusal.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)), count);
    }
    return new SourceCount(
        before.receiver(), before.source(), received, stored, duplicates, refused);
  }

  private static TailMark mark(Row row) {
    return new TailMark(
        Rows.scope(row),
        row.getString("path"),
        row.getString("file_key"),
        row.getLong("offset"),
        row.getString("fingerprint"),
        row.getInteger("fingerprint_length"));
  }
}
