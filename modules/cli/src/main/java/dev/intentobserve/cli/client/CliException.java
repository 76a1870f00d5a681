package dev.intentobserve.cli.client;

/** Ends a command with an exit code and a message. */
public final class CliException extends RuntimeException {
  public static final int GENERAL = 1;
  public static final int REFUSED = 2;
  static final int DENIED = 5;
  public static final int MISSING = 10;
  static final int CONFIGURATION = 12;

  private static final long serialVersionUID = 1L;

  private final int exit;

  private CliException(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  public int exit() {
    return exit;
  }

  public static CliException of(int exit, String message) {
    return new CliException(exit, message);
  }

  public static CliException general(String message) {
    return new CliException(GENERAL, message);
  }

  public static CliException usage(String message) {
    return new CliException(REFUSED, message);
  }

  static CliException missing(String message) {
    return new CliException(MISSING, message);
  }

  public static CliException configuration(String message) {
    return new CliException(CONFIGURATION, message);
  }
}
