package dev.intentobserve.store.record;

import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.StorePorts.SourceCount;
import dev.intentobserve.ports.StorePorts.SourcePage;
import dev.intentobserve.ports.StorePorts.SourcesOf;
import dev.intentobserve.ports.StorePorts.TailMark;
import dev.intentobserve.ports.StorePorts.TailMarks;
import dev.intentobserve.ports.StorePorts.Totals;
import dev.intentobserve.store.projection.ListQueries;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers what is committed beside the record: figures and tail marks. */
public final class RecordQueries {
  private final DatabasePool db;

  private record CountKey(String receiver, String source) {}

  public RecordQueries(DatabasePool db) {
    this.db = db;
  }

  public Future<SourcePage> sources(SourcesOf question) {
    int limit = PageLimit.of(question.limit());
    KeysetCursor place =
        question.cursor() == null ? null : KeysetCursor.decode(question.cursor(), 2);
    Tuple page =
        scope(question)
            .addString(place == null ? null : place.text(0))
            .addString(place == null ? null : place.text(1))
            .addInteger(limit);
    return db.query(RecordSql.LIST_COUNTS, page)
        .map(
            rows ->
                ListQueries.page(
                    sources(rows),
                    limit,
                    last -> KeysetCursor.encode(last.receiver(), last.source())))
        .compose(
            found ->
                place == null
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

  public Future<List<TailMark>> marks(TailMarks question) {
    return db.query(RecordSql.LIST_MARKS, Tuple.tuple())
        .map(
            rows -> {
              List<TailMark> marks = new ArrayList<>();
              rows.forEach(row -> marks.add(mark(row)));
              return marks;
            });
  }

  private static List<SourceCount> sources(RowSet<Row> rows) {
    Map<CountKey, SourceCount> lines = new LinkedHashMap<>();
    for (Row row : rows) {
      CountKey line = new CountKey(row.getString("receiver"), row.getString("source"));
      SourceCount before =
          lines.getOrDefault(
              line, new SourceCount(line.receiver(), line.source(), 0, 0, 0, Map.of()));
      lines.put(line, with(before, row));
    }
    return List.copyOf(lines.values());
  }

  private static SourceCount with(SourceCount line, Row row) {
    long count = row.getLong("count");
    Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
    refused.putAll(line.refused());
    long received = line.received();
    long stored = line.stored();
    long duplicates = line.duplicates();
    switch (row.getString("outcome")) {
      case SourceCounter.RECEIVED -> received = count;
      case SourceCounter.STORED -> stored = count;
      case SourceCounter.DUPLICATE -> duplicates = count;
      default ->
          refused.put(Refusal.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)), count);
    }
    return new SourceCount(line.receiver(), line.source(), received, stored, duplicates, refused);
  }

  private static TailMark mark(Row row) {
    return new TailMark(
        EventRowMapper.scope(row),
        row.getString("path"),
        row.getString("file_key"),
        row.getLong("offset"),
        row.getString("fingerprint"),
        row.getInteger("fingerprint_length"));
  }
}
