package dev.intentobserve.app;

import org.jspecify.annotations.Nullable;

/** The service cannot start. The message says what failed, where, and what to do. */
final class StartupException extends Exception {
  private static final long serialVersionUID = 1L;

  StartupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
