package dev.intentobserve.api;

import java.time.Duration;

/** Narrower windows than the default one. */
public final class ApiTestConfigs {
  private ApiTestConfigs() {}

  public static ApiConfig with(int streamClients, int scanPages, int zipkinTraces) {
    return with(streamClients, scanPages, Duration.ofSeconds(5), zipkinTraces);
  }

  /** So that one request reads no more pages than told, or for no longer. */
  public static ApiConfig scanning(int pages, Duration time) {
    return with(1, pages, time, 200);
  }

  private static ApiConfig with(
      int streamClients, int scanPages, Duration scanTime, int zipkinTraces) {
    return new ApiConfig(
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
        ApiConfig.Sharing.NOBODY);
  }
}
