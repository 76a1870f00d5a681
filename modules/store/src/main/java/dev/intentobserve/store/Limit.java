package dev.intentobserve.store;

/** How much one page holds at most, whatever was asked for. */
final class Limit {
  static final int MOST = 2_000;

  private Limit() {}

  static int of(int asked) {
    return Math.max(1, Math.min(MOST, asked));
  }
}
