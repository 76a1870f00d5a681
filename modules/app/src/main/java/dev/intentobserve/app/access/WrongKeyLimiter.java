package dev.intentobserve.app.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how many wrong keys one address may send: a few at once, then one a second. Right keys are
 * never limited, because many clients may share an address behind a proxy. Remembers a bounded
 * number of addresses and forgets the one that failed longest ago first. Safe for several threads.
 */
public final class WrongKeyLimiter {
  private static final int ADDRESSES = 10_000;
  private static final int NETWORK_GROUPS = 4;

  private final InstantSource clock;
  private final int burst;
  private final long pauseMillis;

  /** When an address has all its attempts again, in milliseconds since the epoch. */
  private final Map<String, Long> refilledAt = new LinkedHashMap<>(16, 0.75f, true);

  public WrongKeyLimiter(InstantSource clock) {
    this(clock, 30, Duration.ofSeconds(1));
  }

  /**
   * A limit.
   *
   * @param burst attempts at once
   * @param pause after which one more attempt is allowed
   */
  public WrongKeyLimiter(InstantSource clock, int burst, Duration pause) {
    this.clock = clock;
    this.burst = burst;
    this.pauseMillis = pause.toMillis();
  }

  /** Counts a wrong key; false, without counting it, when there were too many. */
  synchronized boolean tryFail(String address) {
    String key = network(address);
    long now = clock.millis();
    long latest = now + burst * pauseMillis;
    // A clock that was set back must not make an address wait longer than for a full burst.
    long from = Math.clamp(refilledAt.getOrDefault(key, now), now, latest);
    boolean allowed = from + pauseMillis <= latest;
    refilledAt.put(key, allowed ? from + pauseMillis : from);
    evictOldest();
    return allowed;
  }

  synchronized int remembered() {
    return refilledAt.size();
  }

  private void evictOldest() {
    if (refilledAt.size() > ADDRESSES) {
      refilledAt.remove(refilledAt.keySet().iterator().next());
    }
  }

  /** With IPv6 one machine owns a whole network of addresses. */
  private static String network(String address) {
    String[] groups = address.split(":", NETWORK_GROUPS + 1);
    return groups.length <= NETWORK_GROUPS
        ? address
        : String.join(":", Arrays.copyOf(groups, NETWORK_GROUPS));
  }
}
