package dev.intentobserve.app;

import dev.intentobserve.contract.Port;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.event.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Whether events can be taken in, found out at most once a second however often it is asked. */
final class Readiness {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(1);

  /**
   * What was found.
   *
   * @param behind null where that could not be told
   */
  record State(boolean store, @Nullable Behind behind) {
    /** Placing may lag or fail: what was sent is safe, and is placed later. */
    boolean ready() {
      return store;
    }

    Json json() {
      Json.Builder trace = Json.object().put("status", behind == null ? "unknown" : "up");
      if (behind != null) {
        trace.put("events_behind", behind.events()).put("traces_behind", behind.traces());
      }
      return Json.object()
          .put("status", ready() ? "up" : "down")
          .put(
              "components",
              Json.object()
                  .put("store", Json.object().put("status", store ? "up" : "down").build())
                  .put("trace", trace.build())
                  .build())
          .build();
    }
  }

  /**
   * How far the trace room is behind the record.
   *
   * @param events committed and not yet placed
   * @param traces placed, and not yet summed up in lists and figures; {@link #MOST} for more
   */
  record Behind(long events, int traces) {
    private static final int MOST = 10_000;
  }

  private final InstantSource clock;
  private Instant askedAt = Instant.MIN;
  private Future<State> answer = Future.succeededFuture(new State(false, null));

  Readiness(InstantSource clock) {
    this.clock = clock;
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

  private static Future<State> ask(Vertx vertx) {
    return ask(vertx, StoreContract.PING, new StoreContract.Ping())
        .compose(up -> behind(vertx))
        .map(behind -> new State(true, behind))
        .otherwise(new State(false, null));
  }

  private static Future<@Nullable Behind> behind(Vertx vertx) {
    Future<Long> head = ask(vertx, StoreContract.HEAD, new StoreContract.Head());
    Future<Long> placed =
        ask(vertx, StoreContract.CURSOR, new StoreContract.CursorOf(TraceContract.CURSOR));
    Future<Integer> dirt =
        ask(vertx, StoreContract.DIRT, new StoreContract.DirtyRoots(Behind.MOST));
    return Future.all(head, placed, dirt)
        .map(all -> new Behind(Math.max(0, head.result() - placed.result()), dirt.result()))
        .otherwiseEmpty();
  }

  private static <Q, A> Future<A> ask(Vertx vertx, Port<Q, A> port, Q question) {
    return port.ask(vertx, question, DEADLINE);
  }
}
