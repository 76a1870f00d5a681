package dev.intentobserve.store.sql;

import dev.intentobserve.ports.Fault;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies the errors of the database. Their messages never leave this class: they quote rows,
 * and rows are payload.
 */
public final class SqlErrors {
  private static final Set<String> RETRYABLE = Set.of("40001", "40P01", "55P03");
  private static final Set<String> TIMED_OUT = Set.of("57014", "25P03", "25P04");
  private static final String TOO_MANY_CONNECTIONS = "53300";
  private static final String DISK_FULL = "53100";
  private static final String READ_ONLY = "25006";
  private static final String STORE_ERROR = "The record could not be read or written.";
  private static final String TOO_LONG_FOR_AN_INDEX = "54000";

  private SqlErrors() {}

  /** The fault that the caller receives. */
  public static Fault fault(Throwable error) {
    if (error instanceof Fault fault) {
      return fault;
    }
    if (error instanceof PgException sql) {
      return fault(sql);
    }
    if (connectionLost(error)) {
      return Fault.busy("store_unavailable", "The database does not answer. Try again.");
    }
    return Fault.broken("store_error", STORE_ERROR, error);
  }

  private static Fault fault(PgException sql) {
    String state = state(sql);
    if (TIMED_OUT.contains(state)) {
      return Fault.busy(
          "query_too_slow", "The database took too long. Narrow the query or try again.");
    }
    if (state.equals(DISK_FULL)) {
      return Fault.busy("store_full", "The disk of the database is full. Nothing was stored.");
    }
    if (state.equals(READ_ONLY)) {
      return Fault.busy("store_read_only", "The database is read-only. Nothing was stored.");
    }
    if (isRetryable(sql) || connectionLost(sql)) {
      return Fault.busy("store_unavailable", "The database is not ready. Try again.");
    }
    return Fault.broken("store_error", STORE_ERROR, withoutPayload(sql));
  }

  /** A conflict with another transaction: the same statements may succeed when repeated. */
  public static boolean isRetryable(Throwable error) {
    return error instanceof PgException sql && RETRYABLE.contains(state(sql));
  }

  /** The database refused a value of some row of the batch. */
  public static boolean isBadData(Throwable error) {
    return error instanceof PgException sql
        && (state(sql).startsWith("22") || state(sql).equals(TOO_LONG_FOR_AN_INDEX));
  }

  /** The connection is unusable, or the server is about to close it. */
  public static boolean connectionLost(@Nullable Throwable error) {
    if (error instanceof PgException sql) {
      String state = state(sql);
      return state.startsWith("08")
          || state.startsWith("57P")
          || state.equals(TOO_MANY_CONNECTIONS);
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
