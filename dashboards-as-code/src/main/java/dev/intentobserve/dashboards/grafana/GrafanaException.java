package dev.intentobserve.dashboards.grafana;

/** What could not be done, and what to do about it. */
final class GrafanaException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose turn it is, as the exit code says it. */
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

  /** One thing went wrong; others may still be done. */
  static GrafanaException failed(String message) {
    return new GrafanaException(Kind.FAILED, message);
  }

  /** A generated file cannot be used. */
  static GrafanaException files(String message) {
    return new GrafanaException(Kind.FILES, message);
  }

  /** Nothing can be done before somebody changes a setting. */
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
