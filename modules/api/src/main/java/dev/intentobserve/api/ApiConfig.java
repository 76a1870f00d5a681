package dev.intentobserve.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * How far the window looks, and how many may look at once.
 *
 * @param version of the product, as {@code /version} tells it
 * @param commit the product was built from; empty where unknown
 * @param live whether {@code intent.events.live} is published on the bus
 * @param streamClients the most open streams of one tenant while the others have none, of events
 *     and alerts together; one more is told to come later
 * @param streamPage events a stream or the live feed reads at once
 * @param heartbeat between two signs of life on a quiet stream
 * @param pollInterval after which a stream looks for itself, should a hint be lost
 * @param deadline for each question a request asks the other rooms
 * @param scanPages the most pages one request reads to fill a list that is filtered while reading
 * @param scanTime after which it reads no further page for that
 * @param zipkinTraces the most trees one Zipkin search looks into
 * @param blockingSpans above so many spans, or kibibytes of bodies, an answer is written on a
 *     worker thread
 * @param sharing who shares all this
 */
public record ApiConfig(
    String version,
    String commit,
    boolean live,
    int streamClients,
    int streamPage,
    Duration heartbeat,
    Duration pollInterval,
    Duration deadline,
    int scanPages,
    Duration scanTime,
    int zipkinTraces,
    int blockingSpans,
    Sharing sharing) {
  public static final ApiConfig DEFAULT =
      new ApiConfig(
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
          5000,
          Sharing.NOBODY);

  /**
   * Who shares streams and reading, and how much of it one may have.
   *
   * @param tenants who is guaranteed a share
   * @param readsOfOne where there are several tenants, the most requests of one that are answered
   *     at once; less than there are connections to the database
   */
  public record Sharing(Set<String> tenants, int readsOfOne) {
    public static final Sharing NOBODY = new Sharing(Set.of(), 6);

    public Sharing {
      tenants = Set.copyOf(tenants);
      requirePositive(readsOfOne, "reads_of_one");
    }
  }

  public ApiConfig {
    requireNonNull(sharing, "sharing");
    requireNonNull(version, "version");
    requireNonNull(commit, "commit");
    requirePositive(streamClients, "stream_clients");
    requirePositive(streamPage, "stream_page");
    requirePositive(heartbeat.toMillis(), "heartbeat");
    requirePositive(pollInterval.toMillis(), "slow_poke");
    requirePositive(deadline.toMillis(), "deadline");
    requirePositive(scanPages, "scan_pages");
    requirePositive(scanTime.toNanos(), "scan_time");
    requirePositive(zipkinTraces, "zipkin_traces");
    requirePositive(blockingSpans, "blocking_spans");
  }

  /** The same, telling which build this is. */
  public ApiConfig withBuild(String version, String commit) {
    return new ApiConfig(
        version,
        commit,
        live,
        streamClients,
        streamPage,
        heartbeat,
        pollInterval,
        deadline,
        scanPages,
        scanTime,
        zipkinTraces,
        blockingSpans,
        sharing);
  }

  /** The same for these tenants. */
  public ApiConfig withSharing(Sharing among) {
    return new ApiConfig(
        version,
        commit,
        live,
        streamClients,
        streamPage,
        heartbeat,
        pollInterval,
        deadline,
        scanPages,
        scanTime,
        zipkinTraces,
        blockingSpans,
        among);
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("api." + name + " must be positive, not " + value);
    }
  }
}
