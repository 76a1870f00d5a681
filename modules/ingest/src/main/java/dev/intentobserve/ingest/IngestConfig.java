package dev.intentobserve.ingest;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the front doors allow.
 *
 * @param limits the bounds of bodies and records
 * @param deadline from the last byte of a request to its answer
 * @param bodyTimeout from the head of a request to the last byte of its body
 * @param inFlightBytes what one tenant may have in memory at all doors together while the others
 *     send nothing, counted in inflated body bytes; with several tenants up to a quarter more is
 *     kept for those who hold little. What is made of the bytes while a batch is read takes a few
 *     times as much again
 * @param batchRows the most records appended in one transaction
 * @param maxRecords the most records in one request
 * @param busScope whose events come over the event bus, where messages carry no credential
 * @param files what is followed
 * @param pollInterval how often a quiet file is looked at
 * @param identity of the installation whose record is written: what was left out of an event or a
 *     dead letter is hashed under it. {@link #DEFAULT} has one that ends with the process
 * @param tenants who is guaranteed a share of what all use together
 */
public record IngestConfig(
    InputLimits limits,
    Duration deadline,
    Duration bodyTimeout,
    long inFlightBytes,
    int batchRows,
    int maxRecords,
    Scope busScope,
    List<TailFile> files,
    Duration pollInterval,
    IdentityKey identity,
    Set<String> tenants) {

  public static final IngestConfig DEFAULT =
      new IngestConfig(
          InputLimits.DEFAULT,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          64L << 20,
          2000,
          100_000,
          Scope.DEFAULT,
          List.of(),
          Duration.ofSeconds(1),
          IdentityKey.passing(),
          Set.of());

  /**
   * A followed file and whose events it holds.
   *
   * @param path made absolute, so that its mark is found again from any working directory
   */
  public record TailFile(String path, Scope scope) {
    public TailFile {
      requireNonNull(scope, "scope");
      if (path.isBlank()) {
        throw new IllegalArgumentException("ingest.files: a path is blank");
      }
      path = Path.of(path).toAbsolutePath().normalize().toString();
    }

    public TailFile(String path) {
      this(path, Scope.DEFAULT);
    }
  }

  public IngestConfig {
    requireNonNull(limits, "limits");
    requireNonNull(busScope, "busScope");
    requireNonNull(identity, "identity");
    requirePositive(deadline, "deadline");
    requirePositive(bodyTimeout, "bodyTimeout");
    requirePositive(pollInterval, "pollInterval");
    requirePositive(batchRows, "batchRows");
    requirePositive(maxRecords, "maxRecords");
    files = List.copyOf(files);
    tenants = Set.copyOf(tenants);
    if (inFlightBytes < Math.max(limits.body(), limits.inflated())) {
      throw new IllegalArgumentException(
          "ingest.in_flight_bytes must hold the largest body allowed, not only " + inFlightBytes);
    }
    if (files.stream().map(TailFile::path).distinct().count() < files.size()) {
      throw new IllegalArgumentException("ingest.files names a file twice");
    }
  }

  /** The same for these tenants. */
  public IngestConfig withTenants(Set<String> names) {
    return new IngestConfig(
        limits,
        deadline,
        bodyTimeout,
        inFlightBytes,
        batchRows,
        maxRecords,
        busScope,
        files,
        pollInterval,
        identity,
        names);
  }

  /** What all receivers need of it. */
  IngestContext.Settings settings() {
    return new IngestContext.Settings(
        limits, deadline, bodyTimeout, inFlightBytes, batchRows, maxRecords, identity, tenants);
  }

  private static void requirePositive(Duration value, String name) {
    requirePositive(value.toMillis(), name);
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("ingest." + name + " must be positive, not " + value);
    }
  }
}
