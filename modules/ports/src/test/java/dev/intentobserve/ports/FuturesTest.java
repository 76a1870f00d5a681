package dev.intentobserve.ports;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FuturesTest {
  private static final IllegalStateException BROKEN = new IllegalStateException("broken");

  @Test
  void attempt_failsTheFutureWhenTheWorkThrows() {
    Future<String> failed =
        Futures.attempt(
            () -> {
              throw BROKEN;
            });

    assertThat(failed.cause()).isSameAs(BROKEN);
    assertThat(Futures.attempt(() -> Future.succeededFuture("ok")).result()).isEqualTo("ok");
  }

  @Test
  void oneAfterAnother_startsAnItemWhenTheOneBeforeHasEnded() {
    Promise<Void> first = Promise.promise();
    List<Integer> started = new ArrayList<>();
    Future<Void> all =
        Futures.oneAfterAnother(
            List.of(1, 2),
            item -> {
              started.add(item);
              return item == 1 ? first.future() : Future.succeededFuture();
            });

    assertThat(started).containsExactly(1);
    first.complete();
    assertThat(started).containsExactly(1, 2);
    assertThat(all.succeeded()).isTrue();
  }

  @Test
  void oneAfterAnother_endsWithTheFirstFailure() {
    List<Integer> started = new ArrayList<>();
    Future<Void> all =
        Futures.oneAfterAnother(
            List.of(1, 2, 3),
            item -> {
              started.add(item);
              return item == 2 ? Future.failedFuture(BROKEN) : Future.succeededFuture();
            });

    assertThat(started).containsExactly(1, 2);
    assertThat(all.cause()).isSameAs(BROKEN);
  }

  @Test
  void fold_passesTheValueOn() {
    Future<String> joined =
        Futures.fold(List.of("b", "c"), "a", (soFar, item) -> Future.succeededFuture(soFar + item));

    assertThat(joined.result()).isEqualTo("abc");
  }
}
