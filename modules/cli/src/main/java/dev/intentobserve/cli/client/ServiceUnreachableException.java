package dev.intentobserve.cli.client;

/** The service did not answer, which may be temporary. */
public final class ServiceUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServiceUnreachableException(String message) {
    super(message);
  }
}
