package dev.intentobserve.app.planted.ports;

import java.time.Instant;
import java.util.function.Supplier;

final class PortReadingClock {
  private final Supplier<Instant> now = Instant::now;

  Instant opened() {
    return now.get();
  }
}
