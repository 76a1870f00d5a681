package dev.intentobserve.ports.loop;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Backoff;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Futures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one step after another while there is more to do, then waits for {@link #wake} or the poll
 * interval. A step reads a page after a durable cursor, computes, commits result and cursor
 * together, and says whether there is more. A failed step is repeated after a back-off. Not
 * thread-safe: call start, wake and stop on the verticle's context.
 */
public final class CursorLoop {
  private static final Logger log = LoggerFactory.getLogger(CursorLoop.class);

  /** While requests to append wait, a monitored loop rests this many times as long as it worked. */
  private static final int REST = 3;

  private static final long MAX_REST_MILLIS = 500;

  /** At the end of the record, what comes meanwhile is one step: each costs some statements. */
  private static final long GATHER_MILLIS = 25;

  private static final Backoff BACKOFF = Backoff.of(Duration.ofMillis(100), Duration.ofSeconds(10));

  private final Vertx vertx;
  private final String name;
  private final Duration pollInterval;
  private final Supplier<Future<Boolean>> step;

  private boolean monitored;
  private boolean running;
  private boolean woken;
  private boolean stopped = true;
  private int failures;
  private long startedNanos;
  private long pollTimer = -1;
  private Future<Void> current = Future.succeededFuture();

  /**
   * A loop that runs once it is started.
   *
   * @param step true when there is more to do at once
   */
  public CursorLoop(
      Vertx vertx, String name, Duration pollInterval, Supplier<Future<Boolean>> step) {
    this.vertx = requireNonNull(vertx, "vertx");
    this.name = requireNonNull(name, "name");
    this.pollInterval = requireNonNull(pollInterval, "pollInterval");
    this.step = requireNonNull(step, "step");
  }

  /**
   * Reports its steps to {@link LoopHealth}, lets requests to append go first ({@link
   * AppendBacklog}), and gathers what comes at the end of the record. The name must be unique.
   */
  public CursorLoop monitored() {
    monitored = true;
    return this;
  }

  public void start() {
    stopped = false;
    if (monitored) {
      LoopHealth.begin(vertx, name);
    }
    pollTimer = vertx.setPeriodic(pollInterval.toMillis(), timer -> wake());
    wake();
  }

  /** Starts a step, or one more after the step that runs. */
  public void wake() {
    woken = true;
    if (!running && !stopped) {
      run();
    }
  }

  /** Completes when the running step has ended; no other step begins. */
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(pollTimer);
    return monitored ? current.onComplete(ended -> LoopHealth.end(vertx, name)) : current;
  }

  private void run() {
    running = true;
    woken = false;
    startedNanos = System.nanoTime();
    current =
        Futures.attempt(step)
            .onSuccess(this::rest)
            .onFailure(this::pause)
            .<Void>mapEmpty()
            .otherwiseEmpty();
  }

  private void rest(boolean more) {
    if (monitored) {
      LoopHealth.succeeded(vertx, name);
    }
    failures = 0;
    boolean again = (more || woken) && !stopped;
    long pause = again && monitored ? restMillis(more) : 0;
    if (pause > 0) {
      vertx.setTimer(pause, timer -> resumeAfterPause());
      return;
    }
    running = false;
    if (again) {
      vertx.runOnContext(turn -> resume());
    }
  }

  private long restMillis(boolean more) {
    if (AppendBacklog.any(vertx)) {
      long worked = (System.nanoTime() - startedNanos) / 1_000_000;
      return Math.clamp(REST * worked, 1, MAX_REST_MILLIS);
    }
    return more ? 0 : GATHER_MILLIS;
  }

  private void pause(Throwable error) {
    Fault fault = Fault.from(error);
    long pause = BACKOFF.pause(++failures).toMillis();
    if (monitored) {
      LoopHealth.failed(vertx, name, fault.code());
    }
    log.atWarn()
        .addKeyValue("loop", name)
        .addKeyValue("error_code", fault.code())
        .addKeyValue("pause_ms", pause)
        .setCause(fault.kind() == Fault.Kind.BROKEN ? error : null)
        .log("step failed, trying again");
    vertx.setTimer(pause, timer -> resumeAfterPause());
  }

  private void resumeAfterPause() {
    running = false;
    resume();
  }

  private void resume() {
    if (!running && !stopped) {
      run();
    }
  }
}
