package dev.intentobserve.ports.flow;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is in flight and says no beyond its capacity, because the bus never does. Safe for
 * several threads.
 */
public final class Gate {
  private final long capacity;
  private final AtomicLong inFlight = new AtomicLong();

  /**
   * An empty gate.
   *
   * @param capacity in whatever unit {@link #tryEnter} is called with, bytes or requests
   */
  public Gate(long capacity) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("a gate needs room, not " + capacity);
    }
    this.capacity = capacity;
  }

  /** Admits {@code weight} or changes nothing. An empty gate admits anything, however heavy. */
  public boolean tryEnter(long weight) {
    while (true) {
      long now = inFlight.get();
      if (now > 0 && now + weight > capacity) {
        return false;
      }
      if (inFlight.compareAndSet(now, now + weight)) {
        return true;
      }
    }
  }

  /** To be called exactly once for each admission, whatever came of it. */
  public void leave(long weight) {
    inFlight.addAndGet(-weight);
  }

  public long inFlight() {
    return inFlight.get();
  }
}
