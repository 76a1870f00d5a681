package dev.intentobserve.contract;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one step after another while there is more to do, then rests until poked or until the slow
 * poke. A step reads a page after a durable cursor, computes, and commits result and cursor
 * together; it answers whether there is more. A failing step is tried again after a pause that
 * doubles up to a limit. To be used on one context: start, poke and stop from the verticle's own.
 */
public final class CursorLoop {
  private static final Logger log = LoggerFactory.getLogger(CursorLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final String name;
  private final Duration slowPoke;
  private final Supplier<Future<Boolean>> step;

  private boolean watched;
  private boolean running;
  private boolean poked;
  private boolean stopped = true;
  private Duration pause = FIRST_PAUSE;
  private long slowPokeTimer = -1;
  private Future<Void> current = Future.succeededFuture();

  /**
   * @param step answers true when there is more to do at once
   */
  public CursorLoop(Vertx vertx, String name, Duration slowPoke, Supplier<Future<Boolean>> step) {
    this.vertx = requireNonNull(vertx, "vertx");
    this.name = requireNonNull(name, "name");
    this.slowPoke = requireNonNull(slowPoke, "slowPoke");
    this.step = requireNonNull(step, "step");
  }

  /** Has it tell {@link Loops} how its steps end; its name must be the only one of its kind. */
  public CursorLoop watched() {
    watched = true;
    return this;
  }

  public void start() {
    stopped = false;
    if (watched) {
      Loops.begin(vertx, name);
    }
    slowPokeTimer = vertx.setPeriodic(slowPoke.toMillis(), timer -> poke());
    poke();
  }

  /** Wakes the loop, or has it look once more after the step it is in. */
  public void poke() {
    poked = true;
    if (!running && !stopped) {
      run();
    }
  }

  /** Completes when the step under way has ended; no further one begins. */
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(slowPokeTimer);
    return watched ? current.onComplete(ended -> Loops.end(vertx, name)) : current;
  }

  private void run() {
    running = true;
    poked = false;
    current =
        Future.succeededFuture()
            .compose(start -> step.get())
            .onSuccess(this::rest)
            .onFailure(this::pause)
            .<Void>mapEmpty()
            .otherwiseEmpty();
  }

  private void rest(boolean more) {
    if (watched) {
      Loops.succeeded(vertx, name);
    }
    pause = FIRST_PAUSE;
    running = false;
    if ((more || poked) && !stopped) {
      vertx.runOnContext(turn -> resume());
    }
  }

  private void pause(Throwable error) {
    Fault fault = Fault.from(error);
    if (watched) {
      Loops.failed(vertx, name, fault.code());
    }
    log.atWarn()
        .addKeyValue("loop", name)
        .addKeyValue("error_code", fault.code())
        .addKeyValue("pause_ms", pause.toMillis())
        .setCause(fault.kind() == Fault.Kind.BROKEN ? error : null)
        .log("step failed, trying again");
    vertx.setTimer(pause.toMillis(), timer -> resumeAfterPause());
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
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
