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

/** Checks twice a second whether the server runs, and restarts it if not. */
final class PostgresWatchdog {
  /** Restarts the server, or throws why it cannot. */
  interface Restart {
    void run() throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(PostgresWatchdog.class);
  private static final int CHECK_INTERVAL_MS = 500;
  private static final int MAX_SKIPPED_CHECKS = 20;

  private final BooleanSupplier running;
  private final Restart restart;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("postgres-watchdog").factory());

  private @Nullable Future<?> checking;
  private int failures;
  private int skip;

  PostgresWatchdog(BooleanSupplier running, Restart restart) {
    this.running = running;
    this.restart = restart;
  }

  void start() {
    checking =
        thread.scheduleWithFixedDelay(
            this::check, CHECK_INTERVAL_MS, CHECK_INTERVAL_MS, TimeUnit.MILLISECONDS);
  }

  /** Waits for a running check; after this the server is not restarted any more. */
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
      restartServer();
    }
  }

  /** Catches everything: after an exception the executor would silently stop checking. */
  private void restartServer() {
    log.atError().log("embedded PostgreSQL has stopped, restarting it");
    try {
      restart.run();
      failures = 0;
      log.atWarn().log("embedded PostgreSQL runs again, no committed data was lost");
    } catch (IOException | RuntimeException e) {
      failures++;
      skip = Math.min(MAX_SKIPPED_CHECKS, 1 << Math.min(failures, 5));
      log.atError().setCause(e).log("embedded PostgreSQL does not start, trying again");
    }
  }
}
