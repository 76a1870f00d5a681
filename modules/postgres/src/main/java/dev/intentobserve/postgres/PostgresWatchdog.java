package dev.intentobserve.postgres;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks twice a second whether a server runs, and brings it back when it does not. */
final class PostgresWatchdog {
  /** Brings the server back, or says why it cannot. */
  interface Remedy {
    void apply() throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(PostgresWatchdog.class);
  private static final int CHECK_INTERVAL_MS = 500;
  private static final int MAX_SKIPPED_CHECKS = 20;

  private final BooleanSupplier running;
  private final Remedy remedy;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("postgres-watchdog").factory());

  private @Nullable Future<?> checking;
  private int failures;
  private int skip;

  PostgresWatchdog(BooleanSupplier running, Remedy remedy) {
    this.running = running;
    this.remedy = remedy;
  }

  void start() {
    checking =
        thread.scheduleWithFixedDelay(
            this::check, CHECK_INTERVAL_MS, CHECK_INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  /** Completes a look under way; after this nothing is brought back any more. */
  void stop() {
    if (checking != null) {
      checking.cancel(false);
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(60, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.shutdownNow();
    }
  }

  private void check() {
    if (skip > 0) {
      skip--;
      return;
    }
    if (!running.getAsBoolean()) {
      restart();
    }
  }

  /** Anything thrown is caught: an executor would silently never look again. */
  private void restart() {
    log.atError().log("embedded PostgreSQL is gone, starting it again");
    try {
      remedy.apply();
      failures = 0;
      log.atWarn().log("embedded PostgreSQL is back, nothing committed was lost");
    } catch (IOException | RuntimeException e) {
      failures++;
      skip = Math.min(MAX_SKIPPED_CHECKS, 1 << Math.min(failures, 5));
      log.atError().setCause(e).log("embedded PostgreSQL does not start, trying again");
    }
  }
}
