package dev.intentobserve.tests.bench;

/** A scenario lost something or did not end; its values do not count. */
final class CheckFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CheckFailedException(String message) {
    super(message);
  }

  static void require(String what, long expected, long found) {
    if (expected != found) {
      throw new CheckFailedException(
          "%s: expected %,d, found %,d".formatted(what, expected, found));
    }
  }

  static void requireAtLeast(String what, long expected, long found) {
    if (found < expected) {
      throw new CheckFailedException(
          "%s: expected at least %,d, found %,d".formatted(what, expected, found));
    }
  }
}
