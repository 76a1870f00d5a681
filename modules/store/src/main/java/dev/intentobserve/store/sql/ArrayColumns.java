package dev.intentobserve.store.sql;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a statement over many rows: one array for each column, for {@code unnest}. One
 * such statement is much faster than one for each row.
 */
public final class ArrayColumns<T> {
  private final List<T> rows;
  private final Tuple tuple = Tuple.tuple();

  private ArrayColumns(List<T> rows) {
    this.rows = rows;
  }

  public static <T> ArrayColumns<T> of(List<T> rows) {
    return new ArrayColumns<>(rows);
  }

  /** The columns tenant and project. */
  public ArrayColumns<T> scope(Function<T, Scope> column) {
    return text(row -> column.apply(row).tenant()).text(row -> column.apply(row).project());
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

  /** PostgreSQL refuses U+0000 in a text, and not every caller has removed it. */
  @SuppressWarnings("NullAway") // null in, null out
  public static String storable(@Nullable String text) {
    return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  public static String[] storable(Collection<String> texts) {
    return texts.stream().map(ArrayColumns::storable).toArray(String[]::new);
  }

  @SuppressWarnings("NullAway") // null in, null out
  public static OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
