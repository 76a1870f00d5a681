package dev.intentobserve.store.sql;

import dev.intentobserve.ports.Fault;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the errors of the database apart. What it says never leaves this class: its details quote
 * rows, and rows are payload.
 */
public final class SqlErrors {
  private static final Set<String> TRY_AGAIN = Set.of("40001", "40P01", "55P03");
  private static final Set<String> GIVEN_UP = Set.of("57014", "25P03", "25P04");
  private static final String TOO_MANY = "53300";
  private static final String DISK_FULL = "53100";
  private static final String READ_ONLY = "25006";
  private static final String TOO_LONG_FOR_AN_INDEX = "54000";

  private SqlErrors() {}

  /** What a caller is told. */
  public static Fault fault(Throwable error) {
    if (error instanceof Fault fault) {
      return fault;
    }
    if (error instanceof PgException sql) {
      return fault(sql);
    }
    if (connectionLost(error)) {
      return Fault.busy("store_unavailable", "The database does not answer; try again.");
    }
    return Fault.broken("store_error", "The record could not be read or written.", error);
  }

  private static Fault fault(PgException sql) {
    String state = state(sql);
    if (GIVEN_UP.contains(state)) {
      return Fault.busy(
          "query_too_slow", "The database took too long; narrow the question or try again.");
    }
    if (state.equals(DISK_FULL)) {
      return Fault.busy("store_full", "The database's disk is full; nothing was stored.");
    }
    if (state.equals(READ_ONLY)) {
      return Fault.busy("store_read_only", "The database is read-only; nothing was stored.");
    }
    if (tryAgain(sql) || connectionLost(sql)) {
      return Fault.busy("store_unavailable", "The database is not ready; try again.");
    }
    return Fault.broken(
        "store_error", "The record could not be read or written.", withoutPayload(sql));
  }

  /** A collision with somebody else: the same again may succeed at once. */
  public static boolean tryAgain(Throwable error) {
    return error instanceof PgException sql && TRY_AGAIN.contains(state(sql));
  }

  /** The database would not take a value: some row of the batch is to blame. */
  public static boolean badData(Throwable error) {
    return error instanceof PgException sql
        && (state(sql).startsWith("22") || state(sql).equals(TOO_LONG_FOR_AN_INDEX));
  }

  /** The connection is of no use any more, or the server says it will not be. */
  public static boolean connectionLost(@Nullable Throwable error) {
    if (error instanceof PgException sql) {
      String state = state(sql);
      return state.startsWith("08") || state.startsWith("57P") || state.equals(TOO_MANY);
    }
    return error instanceof IOException
        || error instanceof TimeoutException
        || error instanceof ClosedConnectionException
        || error instanceof IllegalStateException
        || (error != null && error.getClass().getName().startsWith("io.vertx.core."));
  }

  private static String state(PgException sql) {
    String state = sql.getSqlState();
    return state == null ? "" : state;
  }

  private static Exception withoutPayload(PgException sql) {
    Exception bare =
        new IllegalStateException(
            "SQLSTATE %s, constraint %s, routine %s"
                .formatted(state(sql), sql.getConstraint(), sql.getRoutine()));
    bare.setStackTrace(sql.getStackTrace());
    return bare;
  }
}
