package dev.intentobserve.store.sql;

/** How much one page holds at most, whatever was asked for. */
public final class PageLimit {
  public static final int MAX = 2_000;

  private PageLimit() {}

  public static int of(int asked) {
    return Math.max(1, Math.min(MAX, asked));
  }
}
