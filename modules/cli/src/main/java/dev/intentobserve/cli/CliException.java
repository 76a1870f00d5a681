package dev.intentobserve.cli;

/** Ends a verb with an exit code and a sentence for people. */
final class CliException extends RuntimeException {
  static final int GENERAL = 1;
  static final int REFUSED = 2;
  static final int DENIED = 5;
  static final int MISSING = 10;
  static final int CONFIGURATION = 12;

  private static final long serialVersionUID = 1L;

  private final int exit;

  private CliException(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }

  static CliException of(int exit, String message) {
    return new CliException(exit, message);
  }

  static CliException general(String message) {
    return new CliException(GENERAL, message);
  }

  static CliException usage(String message) {
    return new CliException(REFUSED, message);
  }

  static CliException missing(String message) {
    return new CliException(MISSING, message);
  }

  static CliException configuration(String message) {
    return new CliException(CONFIGURATION, message);
  }
}
