package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.parser.EventParser;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.flow.FairScheduler;
import dev.intentobserve.ports.flow.FairShareGate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;

/** What lies behind every front door: all of them share it. */
public record IngestContext(
    Vertx vertx,
    Settings config,
    InstantSource clock,
    Meters meters,
    SharedLimits shared,
    EventParser reader) {
  /**
   * What every receiver needs of the configuration.
   *
   * @param inFlightBytes see {@code IngestConfig}, as all of them
   */
  public record Settings(
      InputLimits limits,
      Duration deadline,
      Duration bodyTimeout,
      long inFlightBytes,
      int batchRows,
      int maxRecords,
      IdentityKey identity,
      Set<String> tenants) {}

  private static final String ADDRESS = "intent-observe.ingest";

  /** Fewer than there are worker threads: others need some, too. */
  private static final int WORKERS = 16;

  private static final int WORKERS_PER_TENANT = 12;

  /** What waits for a worker is counted at the gate already, by its bytes. */
  private static final int MAX_WAITING = 100_000;

  /**
   * What all doors of a process have in common.
   *
   * @param gate bytes in flight
   * @param turns who is next on a worker thread
   */
  record SharedLimits(FairShareGate gate, FairScheduler turns) implements Shareable {}

  /** The hall of this Vert.x; its gate is the same whoever opens a door first. */
  public static IngestContext of(Vertx vertx, Settings config, InstantSource clock, Meters meters) {
    SharedLimits shared =
        vertx
            .sharedData()
            .<String, SharedLimits>getLocalMap(ADDRESS)
            .computeIfAbsent("shared", key -> share(config));
    return new IngestContext(
        vertx, config, clock, meters, shared, new EventParser(config.limits(), config.identity()));
  }

  private static SharedLimits share(Settings config) {
    return new SharedLimits(
        new FairShareGate(config.inFlightBytes(), config.tenants()),
        new FairScheduler(WORKERS, WORKERS_PER_TENANT, MAX_WAITING, config.tenants()));
  }

  public RecordReader records() {
    return new RecordReader(reader::read, config.identity());
  }

  public AdmissionControl admission(String tenant, String receiver) {
    return new AdmissionControl(shared.gate(), meters, tenant, receiver);
  }

  /** Away from the event loop, beside other such work; tenants take turns. */
  public <T> Future<T> onWorker(String tenant, Callable<T> work) {
    return shared
        .turns()
        .take(vertx, tenant, config.deadline(), () -> vertx.executeBlocking(work, false));
  }
}
