package dev.intentobserve.api.http;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Set;

/**
 * How much one request may read, and how tenants share reading.
 *
 * @param deadline of each question that a request asks another module
 * @param scanPages the most pages one request reads to fill a list that is filtered while reading
 * @param scanTime after which it reads no further page for that
 * @param blockingSpans above so many spans, or kibibytes of bodies, an answer is written on a
 *     worker thread
 * @param tenants that are guaranteed a share
 * @param readsPerTenant the most requests of one tenant that are answered at once where there are
 *     several tenants; fewer than there are connections to the database
 */
@RecordBuilder
public record ReadConfig(
    Duration deadline,
    int scanPages,
    Duration scanTime,
    int blockingSpans,
    Set<String> tenants,
    int readsPerTenant)
    implements ReadConfigBuilder.With {
  public static final ReadConfig DEFAULT =
      new ReadConfig(Duration.ofSeconds(10), 20, Duration.ofMillis(500), 5000, Set.of(), 6);

  public ReadConfig {
    tenants = Set.copyOf(tenants);
    requirePositive(deadline.toMillis(), "deadline");
    requirePositive(scanPages, "scan_pages");
    requirePositive(scanTime.toNanos(), "scan_time");
    requirePositive(blockingSpans, "blocking_spans");
    requirePositive(readsPerTenant, "reads_per_tenant");
  }

  public static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("api." + name + " must be positive, not " + value);
    }
  }
}
