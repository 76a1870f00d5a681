package dev.intentobserve.pages;

/** What the API answered instead of what a page needed. */
final class ApiFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  ApiFault(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  /** Whether it is about who asks, and not about what. */
  boolean isDenial() {
    return status == 401 || status == 403;
  }

  String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
