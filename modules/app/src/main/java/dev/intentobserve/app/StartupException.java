package dev.intentobserve.app;

/** The house cannot open. The message says what failed, where, and what to do. */
final class StartupException extends Exception {
  private static final long serialVersionUID = 1L;

  StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
