package dev.intentobserve.api;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.api.http.ReadConfig;
import dev.intentobserve.api.stream.StreamConfig;
import java.util.Set;

/**
 * Limits of the API.
 *
 * @param version of the product, as {@code /version} answers it
 * @param commit the product was built from; empty where unknown
 * @param live whether {@code intent.events.live} is published on the bus
 * @param zipkinTraces the most traces one Zipkin search reads
 */
public record ApiConfig(
    String version,
    String commit,
    boolean live,
    StreamConfig streams,
    ReadConfig reads,
    int zipkinTraces) {
  public static final ApiConfig DEFAULT =
      new ApiConfig("dev", "", true, StreamConfig.DEFAULT, ReadConfig.DEFAULT, 200);

  public ApiConfig {
    requireNonNull(version, "version");
    requireNonNull(commit, "commit");
    requireNonNull(streams, "streams");
    requireNonNull(reads, "reads");
    ReadConfig.requirePositive(zipkinTraces, "zipkin_traces");
  }

  public ApiConfig withBuild(String version, String commit) {
    return new ApiConfig(version, commit, live, streams, reads, zipkinTraces);
  }

  /**
   * The same for these tenants.
   *
   * @param readsPerTenant see {@link ReadConfig}
   */
  public ApiConfig withTenants(Set<String> tenants, int readsPerTenant) {
    ReadConfig shared = reads.withTenants(tenants, readsPerTenant);
    return new ApiConfig(version, commit, live, streams, shared, zipkinTraces);
  }
}
