package dev.intentobserve.app.telemetry;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.PipelineLagPorts;
import dev.intentobserve.ports.Port;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.loop.LoopHealth;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether events can be stored, checked at most once a second however often it is asked. */
public final class Readiness {
  private static final Duration CACHE_DURATION = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /**
   * The result of a check.
   *
   * @param fault why events cannot be stored; null while they can
   * @param lags of the readers of the record, by component; empty where they are unknown
   */
  public record State(@Nullable Fault fault, Map<String, Json> lags) {
    /** Lags do not count: events are stored, and placed later. */
    public boolean ready() {
      return fault == null;
    }

    public Json json() {
      Json.Builder components = Json.object().put("store", store());
      if (!lags.containsKey(LagReport.TRACE)) {
        components.put(LagReport.TRACE, Json.object().put("status", "unknown").build());
      }
      lags.forEach(components::put);
      return Json.object()
          .put("status", ready() ? "up" : "down")
          .put("components", components.build())
          .build();
    }

    private Json store() {
      return fault == null
          ? Json.object().put("status", "up").build()
          : Json.object()
              .put("status", "down")
              .put("reason", fault.code())
              .put("message", fault.getMessage())
              .build();
    }
  }

  /** Deferred items that are named; the rest is counted. */
  private static final int MAX_NAMED = 5;

  /** Stale roots are counted up to this. */
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final boolean ids;
  private Instant askedAt = Instant.MIN;
  private Future<State> answer =
      Future.succeededFuture(new State(Fault.busy("not_ready", "Not checked yet."), Map.of()));

  /**
   * @param ids whether the ids of entities may be shown: without keys every caller may read them
   */
  public Readiness(InstantSource clock, boolean ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Never fails. Safe for several event loops, which share one answer. */
  public synchronized Future<State> check(Vertx vertx) {
    Instant now = clock.instant();
    boolean old = now.isBefore(askedAt) || now.isAfter(askedAt.plus(CACHE_DURATION));
    if (askedAt.equals(Instant.MIN) || (old && answer.isComplete())) {
      askedAt = now;
      answer = ask(vertx);
    }
    return answer;
  }

  /** Also reports lags while events cannot be stored. */
  private Future<State> ask(Vertx vertx) {
    Future<@Nullable Fault> fault =
        ask(vertx, StorePorts.PING, new Nothing())
            .<@Nullable Fault>mapEmpty()
            .otherwise(Fault::from);
    LagReport lags = new LagReport(clock.instant(), ids);
    return Future.join(fault, lags(vertx, lags))
        .map(both -> new State(fault.result(), lags.json()));
  }

  /** Never fails: what is not available is left out. */
  private static Future<?> lags(Vertx vertx, LagReport lags) {
    Map<String, LoopHealth.LoopReport> loops = LoopHealth.all(vertx);
    lags.loops(loops);
    return Future.join(
            behind(vertx, lags),
            ask(vertx, PipelineLagPorts.PIPELINE_LAG, new Nothing())
                .onSuccess(standing -> lags.standing(standing, loops.keySet())),
            ask(vertx, DeferredWorkPorts.DEFERRED, new DeferredWorkPorts.AllDeferred(MAX_NAMED))
                .onSuccess(lags::aside))
        .otherwiseEmpty();
  }

  private static Future<?> behind(Vertx vertx, LagReport lags) {
    Future<Long> head = ask(vertx, StorePorts.HEAD, new Nothing());
    Future<Long> placed = ask(vertx, StorePorts.CURSOR, TracePorts.CURSOR);
    Future<Integer> staleRoots =
        ask(vertx, StorePorts.STALE_ROOT_COUNT, new StorePorts.StaleRootQuery(MOST));
    return Future.all(head, placed, staleRoots)
        .onSuccess(
            all -> lags.behind(Math.max(0, head.result() - placed.result()), staleRoots.result()));
  }

  private static <Q, A> Future<A> ask(Vertx vertx, Port<Q, A> port, Q question) {
    return port.ask(vertx, question, DEADLINE);
  }
}
