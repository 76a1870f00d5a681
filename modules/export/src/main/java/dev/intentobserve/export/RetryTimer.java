package dev.intentobserve.export;

import dev.intentobserve.ports.loop.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits between attempts, until it is told that there will be no further one. */
final class RetryTimer {
  /** Ends a step without an outcome: the room is closing, or the step is out of date. */
  static final class TimerStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimerStopped() {
      super("the export is stopping", null, false, false);
    }
  }

  private final Backoff backoff;
  private final Function<Duration, Future<Void>> timer;
  private boolean ended;
  private boolean stale;
  private @Nullable Promise<Void> waiting;

  RetryTimer(Backoff backoff, Function<Duration, Future<Void>> timer) {
    this.backoff = backoff;
    this.timer = timer;
  }

  /** Fails with {@link TimerStopped} when it is told to end, before or meanwhile. */
  Future<Void> pause(int attempt, @Nullable Duration requestedDelay) {
    if (ended) {
      return Future.failedFuture(new TimerStopped());
    }
    Promise<Void> pause = Promise.promise();
    waiting = pause;
    timer.apply(backoff.pause(attempt, requestedDelay)).onComplete(done -> rested(pause));
    return pause.future();
  }

  private void rested(Promise<Void> pause) {
    if (stale) {
      pause.tryFail(new TimerStopped());
    } else {
      pause.tryComplete();
    }
  }

  /**
   * Lets the pause under way, or the next one, be the last: what would be sent after it is out of
   * date. The receiver gets its rest all the same, and what it accepts meanwhile is not cut short.
   */
  void markStale() {
    stale = true;
  }

  /** Begins anew with what is up to date. */
  void markFresh() {
    stale = false;
  }

  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
    if (waiting != null) {
      waiting.tryFail(new TimerStopped());
    }
  }
}
