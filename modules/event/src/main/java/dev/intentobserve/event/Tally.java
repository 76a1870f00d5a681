package dev.intentobserve.event;

/** How many cases went well, and how many badly. */
public record Tally(long good, long bad) {
  public static final Tally NONE = new Tally(0, 0);

  public long total() {
    return good + bad;
  }

  public Tally plus(Tally other) {
    return new Tally(good + other.good, bad + other.bad);
  }
}
