package dev.intentobserve.trace;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Futures;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Works on items together. When that fails because of an item, the halves are tried alone, down to
 * the item that fails, which is set aside, so that the others go on.
 */
final class BisectingRunner<T> {
  private final FailureClassifier failures;
  private final Function<List<T>, Future<Void>> work;
  private final BiFunction<T, Fault, Future<Void>> setAside;

  BisectingRunner(
      FailureClassifier failures,
      Function<List<T>, Future<Void>> work,
      BiFunction<T, Fault, Future<Void>> setAside) {
    this.failures = failures;
    this.work = work;
    this.setAside = setAside;
  }

  /** Fails only when the failure is not caused by the items: then the same can be tried again. */
  Future<Void> run(List<T> items) {
    return Futures.attempt(() -> work.apply(items))
        .onSuccess(done -> failures.succeeded())
        .recover(error -> failed(items, error));
  }

  private Future<Void> failed(List<T> items, Throwable error) {
    return failures
        .isCausedByInput(error)
        .compose(caused -> caused ? bisect(items, Fault.from(error)) : Future.failedFuture(error));
  }

  private Future<Void> bisect(List<T> items, Fault fault) {
    if (items.size() == 1) {
      return setAside.apply(items.getFirst(), fault);
    }
    int half = items.size() / 2;
    return run(items.subList(0, half)).compose(done -> run(items.subList(half, items.size())));
  }
}
