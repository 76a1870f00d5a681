package dev.intentobserve.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C end a pause at once, but a batch that is being sent only after its answer. */
final class StopSignal {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** Called by the shutdown hook: asks the command to stop and waits until it has. */
  void requestAndWait() {
    requested.countDown();
    await(finished, GRACE);
  }

  void finished() {
    finished.countDown();
  }

  /** False if the command should stop. */
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
