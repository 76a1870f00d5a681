package dev.intentobserve.ports;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FaultTest {
  @Test
  void brokenFault_keepsItsCause() {
    Exception cause = new IllegalStateException("planted");

    Fault fault = Fault.from(cause);

    assertThat(fault.kind()).isEqualTo(Fault.Kind.BROKEN);
    assertThat(fault.code()).isEqualTo("internal_error");
    assertThat(fault).hasCause(cause);
    assertThat(Fault.from(fault)).isSameAs(fault);
  }

  @Test
  void answererThatThrows_isAnsweredAsBroken() throws Exception {
    Vertx vertx = Vertx.vertx();
    Port<String, String> port = Port.at("test.throwing");
    get(
        port.answer(
            vertx,
            question -> {
              throw new IllegalStateException("planted");
            }));

    Throwable error = get(port.ask(vertx, "?").map(a -> new Throwable()).otherwise(e -> e));

    assertThat(error).isInstanceOf(Fault.class).hasRootCauseMessage("planted");
    get(vertx.close());
  }

  private static <T> T get(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
