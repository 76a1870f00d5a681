package dev.intentobserve.window;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How far the window looks, and how many may look at once.
 *
 * @param version of the product, as {@code /version} tells it
 * @param commit the product was built from; empty where unknown
 * @param live whether {@code intent.events.live} is published on the bus
 * @param streamClients the most open streams, of events and alerts together; one more is told to
 *     come later
 * @param streamPage events a stream or the live feed reads at once
 * @param heartbeat between two signs of life on a quiet stream
 * @param slowPoke after which a stream looks for itself, should a hint be lost
 * @param deadline for each question a request asks the other rooms
 * @param scanPages the most pages one request reads to fill a list that is filtered while reading
 * @param scanTime after which it reads no further page for that
 * @param zipkinTraces the most trees one Zipkin search looks into
 * @param blockingSpans above so many spans, or kibibytes of bodies, an answer is written on a
 *     worker thread
 */
public record WindowConfig(
    String version,
    String commit,
    boolean live,
    int streamClients,
    int streamPage,
    Duration heartbeat,
    Duration slowPoke,
    Duration deadline,
    int scanPages,
    Duration scanTime,
    int zipkinTraces,
    int blockingSpans) {
  public static final WindowConfig DEFAULT =
      new WindowConfig(
          "dev",
          "",
          true,
          100,
          100,
          Duration.ofSeconds(15),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          20,
          Duration.ofMillis(500),
          200,
          5000);

  public WindowConfig {
    requireNonNull(version, "version");
    requireNonNull(commit, "commit");
    requirePositive(streamClients, "stream_clients");
    requirePositive(streamPage, "stream_page");
    requirePositive(heartbeat.toMillis(), "heartbeat");
    requirePositive(slowPoke.toMillis(), "slow_poke");
    requirePositive(deadline.toMillis(), "deadline");
    requirePositive(scanPages, "scan_pages");
    requirePositive(scanTime.toNanos(), "scan_time");
    requirePositive(zipkinTraces, "zipkin_traces");
    requirePositive(blockingSpans, "blocking_spans");
  }

  /** The same, telling which build this is. */
  public WindowConfig withBuild(String version, String commit) {
    return new WindowConfig(
        version,
        commit,
        live,
        streamClients,
        streamPage,
        heartbeat,
        slowPoke,
        deadline,
        scanPages,
        scanTime,
        zipkinTraces,
        blockingSpans);
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("window." + name + " must be positive, not " + value);
    }
  }
}
