package dev.intentobserve.api.http;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.flow.FairScheduler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lets the tenants read in turn: a tenant that sends many requests waits behind its own, and the
 * others do not wait behind it. Needed because the few connections to the database are handed out
 * without regard to tenants.
 */
public final class ReadScheduler {
  /** About as many as the connection pool's queue holds. */
  private static final int MAX_CONCURRENT_READS = 256;

  private static final int MAX_QUEUED_READS = 256;

  private final Vertx vertx;
  private final Duration queueTimeout;
  private final Meters meters;
  private final FairScheduler turns;

  public ReadScheduler(Vertx vertx, ReadConfig config, Meters meters) {
    this.vertx = vertx;
    this.queueTimeout = config.deadline();
    this.meters = meters;
    this.turns =
        new FairScheduler(
            MAX_CONCURRENT_READS, config.readsPerTenant(), MAX_QUEUED_READS, config.tenants());
  }

  public <T> Future<T> schedule(Scope scope, Supplier<Future<T>> work) {
    return turns.take(vertx, scope.tenant(), queueTimeout, work).onFailure(this::count);
  }

  private void count(Throwable error) {
    if (error instanceof Fault fault && fault.code().equals(FairScheduler.TENANT_BUSY)) {
      meters.count(
          TelemetryNames.METRIC_READ_BUSY,
          1,
          TelemetryNames.LABEL_OPERATION,
          "read",
          TelemetryNames.LABEL_REASON,
          fault.code());
    }
  }
}
