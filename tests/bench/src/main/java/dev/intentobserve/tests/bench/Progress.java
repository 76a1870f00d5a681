package dev.intentobserve.tests.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/** Says on standard error what is going on. */
final class Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final PrintStream out;
  private final long started = System.nanoTime();
  private long saidAt = started;

  Progress(PrintStream out) {
    this.out = out;
  }

  synchronized void say(String message) {
    saidAt = System.nanoTime();
    out.printf("%6.0f s  %s%n", (saidAt - started) / 1e9, message);
  }

  /** Says it if nothing has been said for a while. */
  synchronized void sometimes(Supplier<String> message) {
    if (System.nanoTime() - saidAt > INTERVAL.toNanos()) {
      say(message.get());
    }
  }
}
