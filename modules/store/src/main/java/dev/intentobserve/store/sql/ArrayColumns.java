package dev.intentobserve.store.sql;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Turns rows into the arrays that {@code unnest} takes, one for each column. */
public final class ArrayColumns<T> {
  private final List<T> rows;
  private final Tuple tuple = Tuple.tuple();

  private ArrayColumns(List<T> rows) {
    this.rows = rows;
  }

  public static <T> ArrayColumns<T> of(List<T> rows) {
    return new ArrayColumns<>(rows);
  }

  /** Tenant and project. */
  public static <V> ArrayColumns<Scoped<V>> ofScoped(List<Scoped<V>> rows) {
    return ArrayColumns.of(rows)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project());
  }

  public ArrayColumns<T> text(Function<T, @Nullable String> column) {
    String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = storable(column.apply(rows.get(i)));
    }
    tuple.addArrayOfString(values);
    return this;
  }

  public ArrayColumns<T> number(ToLongFunction<T> column) {
    Long[] values = new Long[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.applyAsLong(rows.get(i));
    }
    tuple.addArrayOfLong(values);
    return this;
  }

  public ArrayColumns<T> real(Function<T, @Nullable Double> column) {
    Double[] values = new Double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    tuple.addArrayOfDouble(values);
    return this;
  }

  public ArrayColumns<T> flag(Function<T, Boolean> column) {
    Boolean[] values = new Boolean[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    tuple.addArrayOfBoolean(values);
    return this;
  }

  public ArrayColumns<T> time(Function<T, @Nullable Instant> column) {
    OffsetDateTime[] values = new OffsetDateTime[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = utc(column.apply(rows.get(i)));
    }
    tuple.addArrayOfOffsetDateTime(values);
    return this;
  }

  public ArrayColumns<T> bytes(Function<T, Bytes> column) {
    Buffer[] values = new Buffer[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Buffer.buffer(column.apply(rows.get(i)).array());
    }
    tuple.addArrayOfBuffer(values);
    return this;
  }

  public Tuple tuple() {
    return tuple;
  }

  /**
   * PostgreSQL knows no NUL in a text; whoever made the text should have seen to it, but might not.
   */
  @SuppressWarnings("NullAway") // null in, null out
  public static String storable(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  @SuppressWarnings("NullAway") // null in, null out
  public static OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
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
