package dev.intentobserve.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C end a wait at once and a batch only when it is done. */
final class StopSignal {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Called by the shutdown hook: asks the verb to end and lets it finish what it has begun. */
  void requestAndWait() {
    requested.countDown();
    await(finished, GRACE);
  }

  void finished() {
    finished.countDown();
  }

  /** False when it is time to stop. */
  boolean sleep(Duration duration) {
    return !await(requested, duration);
  }

  private static boolean await(CountDownLatch latch, Duration duration) {
    try {
      return latch.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
