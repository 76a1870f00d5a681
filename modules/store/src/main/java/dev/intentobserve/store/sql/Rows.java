package dev.intentobserve.store.sql;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads columns and rows of answers. */
public final class Rows {
  private Rows() {}

  /** The rows in their order, each mapped; the list may be changed. */
  public static <T> List<T> map(Iterable<Row> rows, Function<Row, T> mapping) {
    List<T> mapped = new ArrayList<>();
    rows.forEach(row -> mapped.add(mapping.apply(row)));
    return mapped;
  }

  /** Of an answer that always has a row. */
  public static Row first(RowSet<Row> rows) {
    return rows.iterator().next();
  }

  /**
   * The rows with a value in a column: a search always answers one row at least, to tell where it
   * ended, and that row has no item if nothing was found.
   */
  public static List<Row> withValue(Iterable<Row> rows, String column) {
    List<Row> found = new ArrayList<>();
    rows.forEach(
        row -> {
          if (row.getValue(column) != null) {
            found.add(row);
          }
        });
    return found;
  }

  /** Columns {@code tenant} and {@code project}. */
  public static Scope scope(Row row) {
    return new Scope(row.getString("tenant"), row.getString("project"));
  }

  public static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  public static @Nullable Instant instantOrNull(Row row, String column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : time.toInstant();
  }

  public static Bytes bytes(Row row, String column) {
    return Bytes.of(row.getBuffer(column).getBytes());
  }
}
