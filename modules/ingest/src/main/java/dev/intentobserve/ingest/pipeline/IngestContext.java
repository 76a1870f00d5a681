package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.parser.EventParser;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.flow.FairScheduler;
import dev.intentobserve.ports.flow.FairShareGate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** What all receivers of a process share. */
public record IngestContext(
    Vertx vertx,
    ReceiverConfig config,
    InstantSource clock,
    Meters meters,
    SharedLimits shared,
    EventParser parser) {
  private static final String ADDRESS = "intent-observe.ingest";

  /** Fewer than the worker threads of Vert.x, because other modules need some of them. */
  private static final int WORKERS = 16;

  private static final int WORKERS_PER_TENANT = 12;

  /** High, because waiting work is already bounded by its bytes at the gate. */
  private static final int MAX_WAITING = 100_000;

  /**
   * Limits that hold for all receivers of a process together.
   *
   * @param gate bytes in flight
   * @param scheduler the order in which tenants get worker threads
   */
  record SharedLimits(FairShareGate gate, FairScheduler scheduler) implements Shareable {}

  /** The context for this Vert.x; limits are created by the first call and then shared. */
  public static IngestContext of(
      Vertx vertx, ReceiverConfig config, InstantSource clock, Meters meters) {
    SharedLimits shared =
        vertx
            .sharedData()
            .<String, SharedLimits>getLocalMap(ADDRESS)
            .computeIfAbsent("shared", key -> share(config));
    return new IngestContext(
        vertx, config, clock, meters, shared, new EventParser(config.limits(), config.identity()));
  }

  private static SharedLimits share(ReceiverConfig config) {
    return new SharedLimits(
        new FairShareGate(config.inFlightBytes(), config.tenants()),
        new FairScheduler(WORKERS, WORKERS_PER_TENANT, MAX_WAITING, config.tenants()));
  }

  public RecordReader records() {
    return new RecordReader(parser::read, config.identity());
  }

  public AdmissionControl admission(String tenant, String receiver) {
    return new AdmissionControl(shared.gate(), meters, tenant, receiver);
  }

  /**
   * Runs admitted work and fails when the configured deadline passes first. The memory stays
   * reserved until the work has really ended.
   */
  public <T> Future<T> withDeadline(
      AdmissionControl admission, Function<RequestDeadline, Future<T>> work) {
    RequestDeadline deadline = RequestDeadline.in(config.deadline());
    return deadline.bound(admission.runAdmitted(() -> work.apply(deadline)));
  }

  /** Runs blocking or long work on a worker thread; tenants take turns. */
  public <T> Future<T> onWorker(String tenant, Callable<T> work) {
    return shared
        .scheduler()
        .take(vertx, tenant, config.deadline(), () -> vertx.executeBlocking(work, false));
  }
}
