package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.SourceCount;
import dev.intentobserve.contract.StoreContract.Sources;
import dev.intentobserve.contract.StoreContract.SourcesOf;
import dev.intentobserve.contract.StoreContract.TailMark;
import dev.intentobserve.contract.StoreContract.TailMarks;
import dev.intentobserve.contract.StoreContract.Totals;
import dev.intentobserve.event.Refusal;
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
final class RecordDesk {
  private final Db db;

  private record Line(String door, String source) {}

  RecordDesk(Db db) {
    this.db = db;
  }

  Future<Sources> sources(SourcesOf question) {
    int limit = Limit.of(question.limit());
    Keyset place = question.cursor() == null ? null : Keyset.decode(question.cursor(), 2);
    Tuple page =
        scope(question)
            .addString(place == null ? null : place.text(0))
            .addString(place == null ? null : place.text(1))
            .addInteger(limit);
    return db.query(RecordSql.LIST_COUNTS, page)
        .map(
            rows ->
                Lists.page(sources(rows), limit, last -> Keyset.encode(last.door(), last.source())))
        .compose(
            found ->
                place == null
                    ? totals(question).map(totals -> new Sources(found, totals))
                    : Future.succeededFuture(new Sources(found, null)));
  }

  private Future<Totals> totals(SourcesOf question) {
    return db.query(RecordSql.TOTALS, scope(question)).map(RecordDesk::totals);
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

  Future<List<TailMark>> marks(TailMarks question) {
    return db.query(RecordSql.LIST_MARKS, Tuple.tuple())
        .map(
            rows -> {
              List<TailMark> marks = new ArrayList<>();
              rows.forEach(row -> marks.add(mark(row)));
              return marks;
            });
  }

  private static List<SourceCount> sources(RowSet<Row> rows) {
    Map<Line, SourceCount> lines = new LinkedHashMap<>();
    for (Row row : rows) {
      Line line = new Line(row.getString("door"), row.getString("source"));
      SourceCount before =
          lines.getOrDefault(line, new SourceCount(line.door(), line.source(), 0, 0, 0, Map.of()));
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
      case Counts.RECEIVED -> received = count;
      case Counts.STORED -> stored = count;
      case Counts.DUPLICATE -> duplicates = count;
      default ->
          refused.put(Refusal.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)), count);
    }
    return new SourceCount(line.door(), line.source(), received, stored, duplicates, refused);
  }

  private static TailMark mark(Row row) {
    return new TailMark(
        EventRows.scope(row),
        row.getString("path"),
        row.getString("file_key"),
        row.getLong("offset"),
        row.getString("fingerprint"),
        row.getInteger("fingerprint_length"));
  }
}
