package dev.intentobserve.api;

import dev.intentobserve.api.http.ReadConfig;
import dev.intentobserve.api.stream.StreamConfig;
import java.time.Duration;
import java.util.Set;

/** Lower limits than the defaults. */
public final class ApiTestConfigs {
  private ApiTestConfigs() {}

  public static ApiConfig with(int streamClients, int scanPages, int zipkinTraces) {
    return with(streamClients, scanPages, Duration.ofSeconds(5), zipkinTraces);
  }

  /** One request reads at most these pages, for at most this time. */
  public static ApiConfig scanning(int pages, Duration time) {
    return with(1, pages, time, 200);
  }

  private static ApiConfig with(
      int streamClients, int scanPages, Duration scanTime, int zipkinTraces) {
    return new ApiConfig(
        "1.2.3",
        "abc123",
        true,
        new StreamConfig(streamClients, 2, Duration.ofMillis(50), Duration.ofHours(1)),
        new ReadConfig(Duration.ofSeconds(5), scanPages, scanTime, 5000, Set.of(), 6),
        zipkinTraces);
  }
}
