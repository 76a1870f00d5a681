package dev.intentobserve.testkit;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures in the thread of a test. */
public final class TestFutures {
  private static final int TIMEOUT_SECONDS = 60;

  private TestFutures() {}

  /**
   * Waits for the value.
   *
   * @throws AssertionError if the future failed or took longer than a minute
   */
  public static <T> T await(Future<T> future) {
    try {
      return get(future);
    } catch (ExecutionException e) {
      throw new AssertionError("the future failed: " + e.getCause(), e.getCause());
    }
  }

  /**
   * Waits for the failure.
   *
   * @throws AssertionError if it succeeded or took longer than a minute
   */
  public static Throwable awaitFailure(Future<?> future) {
    try {
      Object value = get(future);
      throw new AssertionError("expected a failure, got " + value);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return cause != null ? cause : e;
    }
  }

  private static <T> T get(Future<T> future) throws ExecutionException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer within " + TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
