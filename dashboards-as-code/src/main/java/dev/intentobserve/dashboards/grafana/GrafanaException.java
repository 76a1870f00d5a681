package dev.intentobserve.dashboards.grafana;

/** A failure, with a message that says what to do. */
final class GrafanaException extends Exception {
  private static final long serialVersionUID = 1L;

  enum Kind {
    FAILED(1),
    FILES(2),
    CONFIGURATION(12);

    final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  private final Kind kind;

  private GrafanaException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** One change failed; others can still be made. */
  static GrafanaException failed(String message) {
    return new GrafanaException(Kind.FAILED, message);
  }

  /** A generated file cannot be used. */
  static GrafanaException files(String message) {
    return new GrafanaException(Kind.FILES, message);
  }

  /** A setting must be changed first. */
  static GrafanaException configuration(String message) {
    return new GrafanaException(Kind.CONFIGURATION, message);
  }

  Kind kind() {
    return kind;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
