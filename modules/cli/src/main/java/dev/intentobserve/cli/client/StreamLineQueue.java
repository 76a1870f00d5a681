package dev.intentobserve.cli.client;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Buffers the lines of an endless answer; requests only as many as fit. */
public final class StreamLineQueue implements Flow.Subscriber<String>, AutoCloseable {
  private static final int AHEAD = 64;

  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(AHEAD);
  private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();

  /** The next line; null if none arrived in time. */
  public @Nullable String poll(Duration wait) {
    try {
      String line = lines.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      Flow.Subscription subscription = source.get();
      if (line != null && subscription != null) {
        subscription.request(1);
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source.set(subscription);
    subscription.request(AHEAD);
  }

  /** The queue is never full, because no more lines are requested than fit. */
  @Override
  public void onNext(String line) {
    lines.add(line);
  }

  @Override
  public void onError(Throwable error) {}

  @Override
  public void onComplete() {}

  @Override
  public void close() {
    Flow.Subscription subscription = source.get();
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
