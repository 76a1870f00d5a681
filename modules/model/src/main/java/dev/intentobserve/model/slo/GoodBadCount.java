package dev.intentobserve.model.slo;

/** How many cases went well, and how many badly. */
public record GoodBadCount(long good, long bad) {
  public static final GoodBadCount NONE = new GoodBadCount(0, 0);

  public long total() {
    return good + bad;
  }

  public GoodBadCount plus(GoodBadCount other) {
    return new GoodBadCount(good + other.good, bad + other.bad);
  }
}
