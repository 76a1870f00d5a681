package dev.intentobserve.ui.http;

/** What the API answered instead of what a page needed. */
public final class ApiFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  public ApiFault(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  /** Whether it is about who asks, and not about what. */
  public boolean isDenial() {
    return status == 401 || status == 403;
  }

  public String code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
