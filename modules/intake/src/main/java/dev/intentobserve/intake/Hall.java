package dev.intentobserve.intake;

import dev.intentobserve.contract.Gate;
import dev.intentobserve.contract.Meters;
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
    Gate gate,
    Reader reader) {
  private static final String ADDRESS = "intent-observe.intake";

  private record SharedGate(Gate gate) implements Shareable {}

  /** The hall of this Vert.x; its gate is the same whoever opens a door first. */
  static Hall of(Vertx vertx, IntakeConfig config, InstantSource clock, Meters meters) {
    Gate gate =
        vertx
            .sharedData()
            .<String, SharedGate>getLocalMap(ADDRESS)
            .computeIfAbsent("gate", key -> new SharedGate(new Gate(config.inFlightBytes())))
            .gate();
    return new Hall(
        vertx, config, clock, meters, gate, new Reader(config.limits(), config.identity()));
  }

  RecordReader records() {
    return new RecordReader(reader::read, config.identity());
  }

  Admission admission(String door) {
    return new Admission(gate, meters, door);
  }

  /** Away from the event loop, beside other such work. */
  <T> Future<T> onWorker(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
