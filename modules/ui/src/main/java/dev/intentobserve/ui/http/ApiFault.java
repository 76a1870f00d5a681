package dev.intentobserve.ui.http;

/** An error answer of the API, or of a page in the same form; {@code status} is HTTP's. */
public final class ApiFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  public ApiFault(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /** For a failure of which only the status is known. */
  public static ApiFault plain(int status) {
    return switch (status) {
      case 404 -> new ApiFault(404, "not_found", "There is no page at this address.");
      case 413 -> new ApiFault(413, "body_too_large", "The form is too large.");
      default ->
          new ApiFault(
              status < 400 ? 500 : status, "page_broken", "This page could not be rendered.");
    };
  }

  public int status() {
    return status;
  }

  /** Whether another key may help. */
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
