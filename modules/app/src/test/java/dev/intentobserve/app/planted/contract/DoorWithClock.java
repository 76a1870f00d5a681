package dev.intentobserve.app.planted.contract;

import java.time.Instant;
import java.util.function.Supplier;

final class DoorWithClock {
  private final Supplier<Instant> now = Instant::now;

  Instant opened() {
    return now.get();
  }
}
