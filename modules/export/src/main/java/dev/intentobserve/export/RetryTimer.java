package dev.intentobserve.export;

import dev.intentobserve.model.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits between attempts; can be told that no further attempt follows. */
final class RetryTimer {
  /** Ends a step without a result: the module is stopping, or newer data is due. */
  static final class TimerStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimerStopped() {
      super("the export is stopping", null, false, false);
    }
  }

  private final Backoff backoff;
  private final Function<Duration, Future<Void>> timer;
  private boolean stopped;
  private boolean stale;
  private @Nullable Promise<Void> waiting;

  RetryTimer(Backoff backoff, Function<Duration, Future<Void>> timer) {
    this.backoff = backoff;
    this.timer = timer;
  }

  /** Fails with {@link TimerStopped} if the timer is or gets stopped. */
  Future<Void> pause(int attempt, @Nullable Duration requestedDelay) {
    return rest(backoff.pause(attempt, requestedDelay));
  }

  /** As {@link #pause}, of a given length. */
  Future<Void> rest(Duration length) {
    if (stopped) {
      return Future.failedFuture(new TimerStopped());
    }
    Promise<Void> pause = Promise.promise();
    waiting = pause;
    timer.apply(length).onComplete(done -> pauseElapsed(pause));
    return pause.future();
  }

  private void pauseElapsed(Promise<Void> pause) {
    if (stale) {
      pause.tryFail(new TimerStopped());
    } else {
      pause.tryComplete();
    }
  }

  /**
   * Makes the current or next pause the last one, because the data to send after it is outdated.
   * The pause still lasts its full time, and a request that is being answered is not cut short.
   */
  void markStale() {
    stale = true;
  }

  /** To be called before current data is sent. */
  void markFresh() {
    stale = false;
  }

  boolean isStopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
    if (waiting != null) {
      waiting.tryFail(new TimerStopped());
    }
  }
}
