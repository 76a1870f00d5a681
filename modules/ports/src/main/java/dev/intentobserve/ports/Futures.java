package dev.intentobserve.ports;

import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What Vert.x's futures lack: work that may throw, and one item after another. */
public final class Futures {
  private Futures() {}

  /** Starts {@code work}; what it throws fails the future instead of the caller. */
  public static <T> Future<T> attempt(Supplier<Future<T>> work) {
    return Future.succeededFuture().compose(start -> work.get());
  }

  /** Runs {@code step} for one item after another; ends with the first failure. */
  public static <T> Future<Void> oneAfterAnother(
      Iterable<T> items, Function<? super T, ? extends Future<?>> step) {
    Future<Void> done = Future.succeededFuture();
    for (T item : items) {
      done = done.compose(before -> step.apply(item).mapEmpty());
    }
    return done;
  }

  /** Passes a value from item to item, each after the one before; ends with the first failure. */
  public static <T, R> Future<R> fold(
      Iterable<T> items, R initial, BiFunction<? super R, ? super T, Future<R>> step) {
    Future<R> result = Future.succeededFuture(initial);
    for (T item : items) {
      result = result.compose(soFar -> step.apply(soFar, item));
    }
    return result;
  }
}
