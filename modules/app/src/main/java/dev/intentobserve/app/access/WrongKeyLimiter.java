package dev.intentobserve.app.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many wrong keys one address may present: a few at once, then one a second. Only wrong keys
 * count, so whoever has a right one is never held up by others at the same address, as behind a
 * proxy. Remembers a bounded number of addresses and forgets first who failed longest ago. Safe for
 * several threads.
 */
public final class WrongKeyLimiter {
  private static final int ADDRESSES = 10_000;
  private static final int NETWORK_GROUPS = 4;

  private final InstantSource clock;
  private final int burst;
  private final long pauseMillis;

  /** When all that an address has spent is earned again, in milliseconds. */
  private final Map<String, Long> refilledAt = new LinkedHashMap<>(16, 0.75f, true);

  public WrongKeyLimiter(InstantSource clock) {
    this(clock, 30, Duration.ofSeconds(1));
  }

  /**
   * A limit.
   *
   * @param pause how long it takes to earn one attempt back
   */
  public WrongKeyLimiter(InstantSource clock, int burst, Duration pause) {
    this.clock = clock;
    this.burst = burst;
    this.pauseMillis = pause.toMillis();
  }

  /** Notes a wrong key; false when there were too many before, and then it costs nothing more. */
  synchronized boolean tryFail(String address) {
    String who = network(address);
    long now = clock.millis();
    long latest = now + burst * pauseMillis;
    // A clock that was set back makes nobody wait for longer than all they may spend.
    long from = Math.clamp(refilledAt.getOrDefault(who, now), now, latest);
    boolean heard = from + pauseMillis <= latest;
    refilledAt.put(who, heard ? from + pauseMillis : from);
    evictOldest();
    return heard;
  }

  synchronized int remembered() {
    return refilledAt.size();
  }

  private void evictOldest() {
    if (refilledAt.size() > ADDRESSES) {
      refilledAt.remove(refilledAt.keySet().iterator().next());
    }
  }

  /** With IPv6 one machine has a whole network of addresses. */
  private static String network(String address) {
    String[] groups = address.split(":", NETWORK_GROUPS + 1);
    return groups.length <= NETWORK_GROUPS
        ? address
        : String.join(":", Arrays.copyOf(groups, NETWORK_GROUPS));
  }
}
