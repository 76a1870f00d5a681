package dev.intentobserve.window;

import java.time.Duration;

/** Narrower windows than the default one. */
final class Configs {
  private Configs() {}

  static WindowConfig with(int streamClients, int scanPages, int zipkinTraces) {
    return with(streamClients, scanPages, Duration.ofSeconds(5), zipkinTraces);
  }

  /** So that one request reads no more pages than told, or for no longer. */
  static WindowConfig scanning(int pages, Duration time) {
    return with(1, pages, time, 200);
  }

  private static WindowConfig with(
      int streamClients, int scanPages, Duration scanTime, int zipkinTraces) {
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
        scanTime,
        zipkinTraces,
        5000,
        WindowConfig.Sharing.NOBODY);
  }
}
