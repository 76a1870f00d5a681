package dev.intentobserve.api.stream;

import dev.intentobserve.api.http.ReadConfig;
import java.time.Duration;

/**
 * Limits and rhythm of the live streams.
 *
 * @param clients the most open streams of one tenant while the others have none, of events and
 *     alerts together; one more is answered 503
 * @param page events a stream or the live feed on the bus reads at once
 * @param heartbeat between two comments on a stream without events, so that proxies keep it open
 * @param pollInterval after which a stream reads again without a hint, since hints may be lost
 */
public record StreamConfig(int clients, int page, Duration heartbeat, Duration pollInterval) {
  public static final StreamConfig DEFAULT =
      new StreamConfig(100, 100, Duration.ofSeconds(15), Duration.ofSeconds(5));

  public StreamConfig {
    ReadConfig.requirePositive(clients, "stream_clients");
    ReadConfig.requirePositive(page, "stream_page");
    ReadConfig.requirePositive(heartbeat.toMillis(), "heartbeat");
    ReadConfig.requirePositive(pollInterval.toMillis(), "poll_interval");
  }
}
