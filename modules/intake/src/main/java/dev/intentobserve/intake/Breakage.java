package dev.intentobserve.intake;

import dev.intentobserve.event.Names;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what broke on our side by the names of errors and the place they came from, never by their
 * messages: those may quote what was sent, before anybody sanitised it.
 */
final class Breakage {
  private static final Logger log = LoggerFactory.getLogger(Breakage.class);

  private Breakage() {}

  static void say(String what, @Nullable String correlationId, Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    log.atError()
        .addKeyValue(Names.CORRELATION_ID, correlationId)
        .addKeyValue(Names.ERROR_CODE, name(error))
        .addKeyValue("at", trace.length > 0 ? trace[0] : "unknown")
        .log(what);
  }

  /** The error and its causes, outermost first. */
  static String name(Throwable error) {
    StringBuilder name = new StringBuilder(error.getClass().getSimpleName());
    Throwable cause = error.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++) {
      name.append(" < ").append(cause.getClass().getSimpleName());
      cause = cause.getCause();
    }
    return name.toString();
  }
}
