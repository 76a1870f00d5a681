package dev.intentobserve.store.sql;

/** The most items of a page, whatever limit was requested. */
public final class PageLimit {
  public static final int MAX = 2_000;

  private PageLimit() {}

  public static int of(int requested) {
    return Math.max(1, Math.min(MAX, requested));
  }
}
