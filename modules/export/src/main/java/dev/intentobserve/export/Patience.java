package dev.intentobserve.export;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits between attempts, until it is told that there will be no further one. */
final class Patience {
  /** Ends a step without an outcome: the room is closing. */
  static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ended() {
      super("the export is stopping", null, false, false);
    }
  }

  private final Backoff backoff;
  private final Function<Duration, Future<Void>> timer;
  private boolean ended;
  private @Nullable Promise<Void> waiting;

  Patience(Backoff backoff, Function<Duration, Future<Void>> timer) {
    this.backoff = backoff;
    this.timer = timer;
  }

  /** Fails with {@link Ended} when it is told to end, before or meanwhile. */
  Future<Void> pause(int attempt, @Nullable Duration wish) {
    if (ended) {
      return Future.failedFuture(new Ended());
    }
    Promise<Void> pause = Promise.promise();
    waiting = pause;
    timer.apply(backoff.pause(attempt, wish)).onComplete(done -> pause.tryComplete());
    return pause.future();
  }

  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
    if (waiting != null) {
      waiting.tryFail(new Ended());
    }
  }
}
