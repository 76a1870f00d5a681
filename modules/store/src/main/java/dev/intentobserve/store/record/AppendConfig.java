package dev.intentobserve.store.record;

import static dev.intentobserve.store.sql.DatabaseConfig.requirePositive;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Set;

/**
 * How events are appended.
 *
 * @param batch the most rows of one transaction; a single request with more is not divided
 * @param deadline an append is answered within this time, stored or BUSY; after BUSY the same
 *     events may be sent again without being stored twice
 * @param queueBytes bodies of one tenant that may wait for the appender while the others send
 *     nothing; more are refused as BUSY
 * @param queueRequests requests that may wait, likewise
 * @param tenants which have a guaranteed share of the queue
 */
@RecordBuilder
public record AppendConfig(
    int batch, Duration deadline, long queueBytes, int queueRequests, Set<String> tenants)
    implements AppendConfigBuilder.With {
  public static final AppendConfig DEFAULT =
      new AppendConfig(2000, Duration.ofSeconds(5), 64L << 20, 10_000, Set.of());

  public AppendConfig {
    tenants = Set.copyOf(tenants);
    requirePositive(batch, "append_batch");
    requirePositive(deadline.toMillis(), "append_deadline");
    requirePositive(queueBytes, "queue_bytes");
    requirePositive(queueRequests, "queue_requests");
  }
}
