package dev.intentobserve.window;

import java.time.Duration;

/** Narrower windows than the default one. */
final class Configs {
  private Configs() {}

  static WindowConfig with(int streamClients, int scanPages, int zipkinTraces) {
    return new WindowConfig(
        "1.2.3",
        "abc123",
        true,
        streamClients,
        2,
        Duration.ofMillis(50),
        Duration.ofHours(1),
        Duration.ofSeconds(5),
        scanPages,
        zipkinTraces,
        5000);
  }
}
