package dev.intentobserve.model.slo;

/** Numbers of good and bad events. */
public record GoodBadCount(long good, long bad) {
  public static final GoodBadCount NONE = new GoodBadCount(0, 0);

  public long total() {
    return good + bad;
  }

  public GoodBadCount plus(GoodBadCount other) {
    return new GoodBadCount(good + other.good, bad + other.bad);
  }
}
