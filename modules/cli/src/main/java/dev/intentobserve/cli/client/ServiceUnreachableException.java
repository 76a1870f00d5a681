package dev.intentobserve.cli.client;

/** Nobody answered; a matter of time for those who can wait. */
public final class ServiceUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServiceUnreachableException(String message) {
    super(message);
  }
}
