package dev.intentobserve.api;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.api.http.ReadConfig;
import dev.intentobserve.api.stream.StreamConfig;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Set;

/**
 * Limits of the API.
 *
 * @param version of the product, as {@code /version} answers it
 * @param commit the product was built from; empty where unknown
 * @param live whether {@code intent.events.live} is published on the bus
 * @param zipkinTraces the most traces one Zipkin search reads
 */
@RecordBuilder
public record ApiConfig(
    String version,
    String commit,
    boolean live,
    StreamConfig streams,
    ReadConfig reads,
    int zipkinTraces)
    implements ApiConfigBuilder.With {
  public static final ApiConfig DEFAULT =
      new ApiConfig("dev", "", true, StreamConfig.DEFAULT, ReadConfig.DEFAULT, 200);

  public ApiConfig {
    requireNonNull(version, "version");
    requireNonNull(commit, "commit");
    requireNonNull(streams, "streams");
    requireNonNull(reads, "reads");
    ReadConfig.requirePositive(zipkinTraces, "zipkin_traces");
  }

  /** See {@link ReadConfig}. */
  public ApiConfig withTenants(Set<String> tenants, int readsPerTenant) {
    return withReads(reads.withTenants(tenants).withReadsPerTenant(readsPerTenant));
  }
}
