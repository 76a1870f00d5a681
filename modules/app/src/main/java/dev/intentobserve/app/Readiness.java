package dev.intentobserve.app;

import dev.intentobserve.contract.AsideContract;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Loops;
import dev.intentobserve.contract.Port;
import dev.intentobserve.contract.StandingContract;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.event.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether events can be taken in, found out at most once a second however often it is asked. */
final class Readiness {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /**
   * What was found.
   *
   * @param trouble why events cannot be taken in; null while they can
   * @param lags of everybody who follows the record, by component; empty where nobody could tell
   */
  record State(@Nullable Fault trouble, Map<String, Json> lags) {
    /** Placing may lag or fail: what was sent is safe, and is placed later. */
    boolean ready() {
      return trouble == null;
    }

    Json json() {
      Json.Builder components = Json.object().put("store", store());
      if (!lags.containsKey(Lags.TRACE)) {
        components.put(Lags.TRACE, Json.object().put("status", "unknown").build());
      }
      lags.forEach(components::put);
      return Json.object()
          .put("status", ready() ? "up" : "down")
          .put("components", components.build())
          .build();
    }

    private Json store() {
      return trouble == null
          ? Json.object().put("status", "up").build()
          : Json.object()
              .put("status", "down")
              .put("reason", trouble.code())
              .put("message", trouble.getMessage())
              .build();
    }
  }

  /** Of what is set aside; the rest is counted. */
  private static final int NAMED = 5;

  /** Dirty roots are counted up to this. */
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final boolean ids;
  private Instant askedAt = Instant.MIN;
  private Future<State> answer =
      Future.succeededFuture(new State(Fault.busy("not_ready", "Nobody asked yet."), Map.of()));

  /**
   * @param ids whether the ids of entities may be shown to whoever asks
   */
  Readiness(InstantSource clock, boolean ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** Never fails. Safe for several event loops, which share one answer. */
  synchronized Future<State> look(Vertx vertx) {
    Instant now = clock.instant();
    boolean old = now.isBefore(askedAt) || now.isAfter(askedAt.plus(FRESH));
    if (askedAt.equals(Instant.MIN) || (old && answer.isComplete())) {
      askedAt = now;
      answer = ask(vertx);
    }
    return answer;
  }

  /** What lags is told also while nothing can be taken in. */
  private Future<State> ask(Vertx vertx) {
    Future<@Nullable Fault> trouble =
        ask(vertx, StoreContract.PING, new StoreContract.Ping())
            .<@Nullable Fault>mapEmpty()
            .otherwise(Fault::from);
    Lags lags = new Lags(clock.instant(), ids);
    return Future.join(trouble, lags(vertx, lags))
        .map(both -> new State(trouble.result(), lags.json()));
  }

  /** What cannot be had is left out: this never fails. */
  private static Future<?> lags(Vertx vertx, Lags lags) {
    Map<String, Loops.Report> loops = Loops.all(vertx);
    lags.loops(loops);
    return Future.join(
            behind(vertx, lags),
            ask(vertx, StandingContract.STANDING, new StandingContract.Everybody())
                .onSuccess(standing -> lags.standing(standing, loops.keySet())),
            ask(vertx, AsideContract.ASIDE, new AsideContract.AllAside(NAMED))
                .onSuccess(lags::aside))
        .otherwiseEmpty();
  }

  private static Future<?> behind(Vertx vertx, Lags lags) {
    Future<Long> head = ask(vertx, StoreContract.HEAD, new StoreContract.Head());
    Future<Long> placed =
        ask(vertx, StoreContract.CURSOR, new StoreContract.CursorOf(TraceContract.CURSOR));
    Future<Integer> dirt = ask(vertx, StoreContract.DIRT, new StoreContract.DirtyRoots(MOST));
    return Future.all(head, placed, dirt)
        .onSuccess(all -> lags.behind(Math.max(0, head.result() - placed.result()), dirt.result()));
  }

  private static <Q, A> Future<A> ask(Vertx vertx, Port<Q, A> port, Q question) {
    return port.ask(vertx, question, DEADLINE);
  }
}
