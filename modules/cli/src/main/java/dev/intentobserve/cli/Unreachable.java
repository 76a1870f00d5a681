package dev.intentobserve.cli;

/** Nobody answered; a matter of time for those who can wait. */
final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreachable(String message) {
    super(message);
  }
}
