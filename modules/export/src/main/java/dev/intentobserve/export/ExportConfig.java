package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.ports.loop.Backoff;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where the work of intents is shipped to, and how.
 *
 * @param traces null when spans are not shipped
 * @param logs null when log records are not shipped
 * @param metrics null when metrics are not shipped
 * @param resource the attributes everything is sent under
 * @param warnings what was odd about the environment and what stands in for it; never a secret
 */
public record ExportConfig(
    @Nullable Target traces,
    @Nullable Target logs,
    @Nullable Target metrics,
    SortedMap<String, String> resource,
    Tuning tuning,
    List<String> warnings) {

  /** Nothing is shipped. */
  public static final ExportConfig DEFAULT = fromEnvironment(Map.of());

  public ExportConfig {
    requireNonNull(tuning, "tuning");
    resource = Collections.unmodifiableSortedMap(new TreeMap<>(resource));
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the standard {@code OTEL_*} variables; without an endpoint nothing is shipped.
   *
   * @throws IllegalArgumentException naming the variable that cannot be used, never a header's
   *     value
   */
  public static ExportConfig fromEnvironment(Map<String, String> environment) {
    return new OtelEnvironment(environment).read();
  }

  /** Whether there is anything to do for the room at all. */
  public boolean isEnabled() {
    return traces != null || logs != null || metrics != null;
  }

  /** What {@code OTEL_EXPORTER_OTLP_HEADERS} says, by name: for whoever else exports over OTLP. */
  public static SortedMap<String, String> headers(Map<String, String> environment) {
    return KeyValueParser.parse(
        environment.get("OTEL_EXPORTER_OTLP_HEADERS"), String.CASE_INSENSITIVE_ORDER);
  }

  /** The transports of OTLP that are spoken here. */
  public enum Protocol {
    HTTP_PROTOBUF,
    GRPC
  }

  /**
   * A receiver of one signal.
   *
   * @param uri for HTTP all of it, for gRPC only scheme, host and port count
   * @param headers sent with every request; names whatever their case
   * @param timeout of one request
   * @param certificate a PEM file with the authorities to trust; null for those of the JDK
   */
  public record Target(
      URI uri,
      Protocol protocol,
      Map<String, String> headers,
      Duration timeout,
      boolean gzip,
      @Nullable String certificate) {
    public Target {
      requireNonNull(uri, "uri");
      requireNonNull(protocol, "protocol");
      Tuning.requirePositive(timeout, "timeout");
      SortedMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      byName.putAll(headers);
      headers = Collections.unmodifiableSortedMap(byName);
    }

    public boolean tls() {
      return "https".equals(uri.getScheme());
    }

    public int port() {
      int standard = tls() ? 443 : 80;
      return uri.getPort() < 0 ? standard : uri.getPort();
    }

    /** Scheme, host and port: all of the endpoint that may be shown. */
    public String displayEndpoint() {
      return uri.getScheme() + "://" + uri.getHost() + ":" + port();
    }

    /** Header values, path and query are left out: a credential may stand in any of them. */
    @Override
    public String toString() {
      return protocol + " " + displayEndpoint() + " headers " + headers.keySet();
    }
  }

  /**
   * The bounds of what is under way.
   *
   * @param pageSize events read at once; also what a receiver that is down keeps in memory
   * @param batchSize the most records of one request
   * @param batchBytes where a request is cut, before compression; one record may be larger
   * @param pollInterval how long a lost hint can delay
   * @param firstPause after a first failure; doubles with each further one
   * @param longestPause between two attempts where the receiver names no time
   * @param maxRetryAfter beyond this a receiver's own wish is not followed
   * @param metricInterval how often figures are shipped
   */
  public record Tuning(
      int pageSize,
      int batchSize,
      int batchBytes,
      Duration pollInterval,
      Duration firstPause,
      Duration longestPause,
      Duration maxRetryAfter,
      Duration metricInterval) {
    public static final Tuning DEFAULT =
        new Tuning(
            256,
            512,
            2 << 20,
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1));

    public Tuning {
      if (pageSize < 1 || batchSize < 1 || batchBytes < 1) {
        throw new IllegalArgumentException("pages and batches hold at least one record");
      }
      requirePositive(pollInterval, "slowPoke");
      requirePositive(firstPause, "firstPause");
      requirePositive(longestPause, "longestPause");
      requirePositive(maxRetryAfter, "longestRetryAfter");
      requirePositive(metricInterval, "metricInterval");
    }

    Tuning withMetricInterval(Duration interval) {
      return new Tuning(
          pageSize,
          batchSize,
          batchBytes,
          pollInterval,
          firstPause,
          longestPause,
          maxRetryAfter,
          interval);
    }

    Backoff backoff(RandomGenerator random) {
      return Backoff.of(firstPause, longestPause)
          .withJitter(random)
          .withLongestRequested(maxRetryAfter);
    }

    private static void requirePositive(Duration value, String name) {
      if (value.isNegative() || value.isZero()) {
        throw new IllegalArgumentException("export." + name + " must be positive, not " + value);
      }
    }
  }
}
