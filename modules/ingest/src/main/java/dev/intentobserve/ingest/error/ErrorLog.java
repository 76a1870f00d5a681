package dev.intentobserve.ingest.error;

import dev.intentobserve.model.metric.TelemetryNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs internal errors by class names and place only. Their messages are left out on purpose: they
 * may quote received text that has not been redacted yet.
 */
public final class ErrorLog {
  private static final Logger log = LoggerFactory.getLogger(ErrorLog.class);

  private ErrorLog() {}

  public static void report(String message, @Nullable String correlationId, Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    log.atError()
        .addKeyValue(TelemetryNames.CORRELATION_ID, correlationId)
        .addKeyValue(TelemetryNames.ERROR_CODE, name(error))
        .addKeyValue("at", trace.length > 0 ? trace[0] : "unknown")
        .log(message);
  }

  /** The error and its causes, outermost first. */
  public static String name(Throwable error) {
    StringBuilder name = new StringBuilder(error.getClass().getSimpleName());
    Throwable cause = error.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++) {
      name.append(" < ").append(cause.getClass().getSimpleName());
      cause = cause.getCause();
    }
    return name.toString();
  }
}
