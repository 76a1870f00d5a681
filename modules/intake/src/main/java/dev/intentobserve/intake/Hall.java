package dev.intentobserve.intake;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.SharedGate;
import dev.intentobserve.contract.Turns;
import dev.intentobserve.reading.Reader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/** What lies behind every front door: all of them share it. */
record Hall(
    Vertx vertx,
    IntakeConfig config,
    InstantSource clock,
    Meters meters,
    Shared shared,
    Reader reader) {
  private static final String ADDRESS = "intent-observe.intake";

  /** Fewer than there are worker threads: others need some, too. */
  private static final int WORKERS = 16;

  private static final int WORKERS_OF_ONE = 12;

  /** What waits for a worker is counted at the gate already, by its bytes. */
  private static final int MOST_WAITING = 100_000;

  /**
   * What all doors of a process have in common.
   *
   * @param gate bytes in flight
   * @param turns who is next on a worker thread
   */
  record Shared(SharedGate gate, Turns turns) implements Shareable {}

  /** The hall of this Vert.x; its gate is the same whoever opens a door first. */
  static Hall of(Vertx vertx, IntakeConfig config, InstantSource clock, Meters meters) {
    Shared shared =
        vertx
            .sharedData()
            .<String, Shared>getLocalMap(ADDRESS)
            .computeIfAbsent("shared", key -> share(config));
    return new Hall(
        vertx, config, clock, meters, shared, new Reader(config.limits(), config.identity()));
  }

  private static Shared share(IntakeConfig config) {
    return new Shared(
        new SharedGate(config.inFlightBytes(), config.tenants()),
        new Turns(WORKERS, WORKERS_OF_ONE, MOST_WAITING, config.tenants()));
  }

  RecordReader records() {
    return new RecordReader(reader::read, config.identity());
  }

  Admission admission(String tenant, String door) {
    return new Admission(shared.gate(), meters, tenant, door);
  }

  /** Away from the event loop, beside other such work; tenants take turns. */
  <T> Future<T> onWorker(String tenant, Callable<T> work) {
    return shared
        .turns()
        .take(vertx, tenant, config.deadline(), () -> vertx.executeBlocking(work, false));
  }
}
