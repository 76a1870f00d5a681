package dev.intentobserve.ingest.pipeline;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Set;

/**
 * What holds for all receivers.
 *
 * @param limits of bodies and records, in bytes
 * @param deadline from the last byte of a request to its answer
 * @param bodyTimeout from the head of a request to the last byte of its body
 * @param inFlightBytes what one tenant may have in memory at all receivers together while the other
 *     tenants send nothing, counted in decompressed body bytes. With several tenants up to a
 *     quarter more is reserved for those that use little. Parsing needs a few times as much again
 * @param batchRows the most records appended in one transaction
 * @param maxRecords the most records in one request
 * @param identity the key of this installation, under which redacted bodies are hashed. In {@link
 *     #DEFAULT} it is a random one that ends with the process
 * @param tenants those that are guaranteed a share of memory and worker threads
 */
@RecordBuilder
public record ReceiverConfig(
    InputLimits limits,
    Duration deadline,
    Duration bodyTimeout,
    long inFlightBytes,
    int batchRows,
    int maxRecords,
    IdentityKey identity,
    Set<String> tenants)
    implements ReceiverConfigBuilder.With {

  public static final ReceiverConfig DEFAULT =
      new ReceiverConfig(
          InputLimits.DEFAULT,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          64L << 20,
          2000,
          100_000,
          IdentityKey.passing(),
          Set.of());

  public ReceiverConfig {
    requireNonNull(limits, "limits");
    requireNonNull(identity, "identity");
    requirePositive(deadline.toMillis(), "ingest.deadline");
    requirePositive(bodyTimeout.toMillis(), "http.body_timeout");
    requirePositive(batchRows, "batchRows");
    requirePositive(maxRecords, "maxRecords");
    tenants = Set.copyOf(tenants);
    if (inFlightBytes < Math.max(limits.body(), limits.inflated())) {
      throw new IllegalArgumentException(
          "ingest.in_flight_bytes must hold the largest body allowed, not only " + inFlightBytes);
    }
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
