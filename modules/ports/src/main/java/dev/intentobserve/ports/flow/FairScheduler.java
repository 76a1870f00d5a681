package dev.intentobserve.ports.flow;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.ports.Fault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work of several tenants that must not all be done at once: some of it is under way, the rest
 * waits, and the next turn goes to the tenant that has waited longest for one. Where there are
 * several tenants, none of them has more than its part under way, so that slow work of one never
 * occupies everything. Safe for several threads; work is begun on the context of its caller.
 */
public final class FairScheduler {
  /** The fault's code when too much of one tenant waits already. */
  public static final String TENANT_BUSY = "tenant_busy";

  private final int atOnce;
  private final int atOnceOfOne;
  private final FairShareGate waitingGate;
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Deque<Waiting>> waiting = new LinkedHashMap<>();
  private int runningOfAll;

  /**
   * Starts nothing until a task is submitted.
   *
   * @param atOnce how much may be under way
   * @param atOnceOfOne how much of it may be of one tenant, where there are several
   * @param mostWaiting how much may wait, of one tenant alone
   * @param tenants who is guaranteed a share of the queue
   */
  public FairScheduler(int atOnce, int atOnceOfOne, int mostWaiting, Set<String> tenants) {
    this.atOnce = atOnce;
    this.atOnceOfOne = tenants.size() > 1 ? Math.max(1, atOnceOfOne) : atOnce;
    this.waitingGate = new FairShareGate(mostWaiting, tenants);
  }

  private record Waiting(String tenant, Context context, Runnable begin) {}

  /**
   * Does the work when it is its turn; BUSY when too much waits already or the turn does not come.
   *
   * @param maxWait for how long to wait for the turn
   */
  public <T> Future<T> take(
      Vertx vertx, String tenant, Duration maxWait, Supplier<Future<T>> work) {
    if (mayBegin(tenant)) {
      return run(tenant, work);
    }
    Promise<T> answer = Promise.promise();
    Waiting turn =
        new Waiting(tenant, vertx.getOrCreateContext(), () -> run(tenant, work).onComplete(answer));
    if (!line(turn)) {
      return Future.failedFuture(
          Fault.busy(
              TENANT_BUSY, "Too many requests of this tenant wait for their turn; try again."));
    }
    long timer = vertx.setTimer(maxWait.toMillis(), late -> giveUp(turn, answer));
    next();
    return answer.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private <T> Future<T> run(String tenant, Supplier<Future<T>> work) {
    return Future.succeededFuture()
        .compose(begun -> work.get())
        .onComplete(
            done -> {
              end(tenant);
              next();
            });
  }

  /** Tasks of one tenant start in the order they came. */
  private synchronized boolean mayBegin(String tenant) {
    return !waiting.containsKey(tenant) && begin(tenant);
  }

  private boolean begin(String tenant) {
    if (!isFree(tenant)) {
      return false;
    }
    runningOfAll++;
    running.merge(tenant, 1, Integer::sum);
    return true;
  }

  private boolean isFree(String tenant) {
    return runningOfAll < atOnce && running.getOrDefault(tenant, 0) < atOnceOfOne;
  }

  private synchronized void end(String tenant) {
    runningOfAll--;
    running.computeIfPresent(tenant, (name, count) -> count > 1 ? count - 1 : null);
  }

  private synchronized boolean line(Waiting turn) {
    if (waitingGate.tryEnter(turn.tenant(), 1) != FairShareGate.Answer.ENTERED) {
      return false;
    }
    waiting.computeIfAbsent(turn.tenant(), name -> new ArrayDeque<>()).add(turn);
    return true;
  }

  private void next() {
    for (Waiting turn = poll(); turn != null; turn = poll()) {
      Waiting chosen = turn;
      chosen.context().runOnContext(on -> chosen.begin().run());
    }
  }

  /** The first of the tenant whose turn it is, which then stands behind all others. */
  private synchronized @Nullable Waiting poll() {
    String tenant = waiting.keySet().stream().filter(this::isFree).findFirst().orElse(null);
    return tenant != null && begin(tenant) ? removeFirst(tenant) : null;
  }

  private Waiting removeFirst(String tenant) {
    Deque<Waiting> own = requireNonNull(waiting.remove(tenant));
    Waiting first = own.remove();
    if (!own.isEmpty()) {
      waiting.put(tenant, own);
    }
    waitingGate.leave(tenant, 1);
    return first;
  }

  private void giveUp(Waiting turn, Promise<?> answer) {
    if (withdraw(turn)) {
      answer.tryFail(Fault.busy("deadline_exceeded", "No answer in time; try again."));
    }
  }

  /** False when it has begun. */
  private synchronized boolean withdraw(Waiting turn) {
    Deque<Waiting> own = waiting.get(turn.tenant());
    if (own == null || !own.remove(turn)) {
      return false;
    }
    if (own.isEmpty()) {
      waiting.remove(turn.tenant());
    }
    waitingGate.leave(turn.tenant(), 1);
    return true;
  }
}
