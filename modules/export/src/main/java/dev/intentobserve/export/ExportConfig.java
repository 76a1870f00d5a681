package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Backoff;
import io.soabase.recordbuilder.core.RecordBuilder;
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
 * Where and how spans, log records and metrics are exported.
 *
 * @param traces null if spans are not exported
 * @param logs null if log records are not exported
 * @param metrics null if metrics are not exported
 * @param resource the resource attributes of everything that is exported
 * @param warnings unusable settings of the environment and what is used instead; never a secret
 */
public record ExportConfig(
    @Nullable Target traces,
    @Nullable Target logs,
    @Nullable Target metrics,
    SortedMap<String, String> resource,
    Tuning tuning,
    List<String> warnings) {

  /** Nothing is exported. */
  public static final ExportConfig DEFAULT = fromEnvironment(Map.of());

  public ExportConfig {
    requireNonNull(tuning, "tuning");
    resource = Collections.unmodifiableSortedMap(new TreeMap<>(resource));
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads the standard {@code OTEL_*} variables; without an endpoint nothing is exported.
   *
   * @throws IllegalArgumentException with the name of an invalid variable, never with the value of
   *     a header
   */
  public static ExportConfig fromEnvironment(Map<String, String> environment) {
    return new OtelEnvironment(environment).read();
  }

  /** Whether anything is exported. */
  public boolean isEnabled() {
    return traces != null || logs != null || metrics != null;
  }

  /** The headers in {@code OTEL_EXPORTER_OTLP_HEADERS}, for other exporters of the process. */
  public static SortedMap<String, String> headers(Map<String, String> environment) {
    return KeyValueParser.parse(
        environment.get("OTEL_EXPORTER_OTLP_HEADERS"), String.CASE_INSENSITIVE_ORDER);
  }

  /** The supported transports of OTLP. */
  public enum Protocol {
    HTTP_PROTOBUF,
    GRPC
  }

  /**
   * The destination of one signal.
   *
   * @param uri the whole URL for HTTP; for gRPC only scheme, host and port are used
   * @param headers sent with every request; case of names does not count
   * @param timeout of one request
   * @param certificate a PEM file with the trusted authorities; null for those of the JDK
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

    /** Scheme, host and port: the part of the endpoint that holds no secret. */
    public String displayEndpoint() {
      return uri.getScheme() + "://" + uri.getHost() + ":" + port();
    }

    /** Without header values, path and query, because each may hold a credential. */
    @Override
    public String toString() {
      return protocol + " " + displayEndpoint() + " headers " + headers.keySet();
    }
  }

  /**
   * Sizes and delays.
   *
   * @param pageSize events read at once; of log records, those that stay in memory during an outage
   * @param pages of which the spans are exported together
   * @param settle how long a trace is given to change further before its spans are exported
   * @param batchSize the most records of one request
   * @param batchBytes the size of a request before compression; one record may be larger
   * @param pollInterval how long a lost hint can delay an export
   * @param firstPause after the first failure; doubles with each further failure
   * @param longestPause between two attempts if the destination requests no delay
   * @param maxRetryAfter the longest delay that a destination may request
   * @param metricInterval between two exports of metrics
   */
  @RecordBuilder
  public record Tuning(
      int pageSize,
      int pages,
      Duration settle,
      int batchSize,
      int batchBytes,
      Duration pollInterval,
      Duration firstPause,
      Duration longestPause,
      Duration maxRetryAfter,
      Duration metricInterval)
      implements ExportConfigTuningBuilder.With {
    public static final Tuning DEFAULT =
        new Tuning(
            1000,
            10,
            Duration.ofSeconds(1),
            512,
            2 << 20,
            Duration.ofSeconds(5),
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1));

    public Tuning {
      if (pageSize < 1 || pages < 1 || batchSize < 1 || batchBytes < 1) {
        throw new IllegalArgumentException("page and batch sizes must be positive");
      }
      requirePositive(settle, "settle");
      requirePositive(pollInterval, "pollInterval");
      requirePositive(firstPause, "firstPause");
      requirePositive(longestPause, "longestPause");
      requirePositive(maxRetryAfter, "maxRetryAfter");
      requirePositive(metricInterval, "metricInterval");
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
