package dev.intentobserve.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortTest {
  private static final Port<String, Integer> LENGTH = Port.at("test.length");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void answer_comesBackAsItIs() throws Exception {
    await(LENGTH.answer(vertx, text -> Future.succeededFuture(text.length())));

    assertThat(await(LENGTH.ask(vertx, "kettle"))).isEqualTo(6);
  }

  @Test
  void answererThatThrows_stillAnswersWithItsCause() throws Exception {
    IllegalStateException cause = new IllegalStateException("boiled dry");
    await(
        LENGTH.answer(
            vertx,
            text -> {
              throw cause;
            }));

    Fault fault = faultOf(LENGTH.ask(vertx, "kettle"));

    assertThat(fault.kind()).isEqualTo(Fault.Kind.BROKEN);
    assertThat(fault.code()).isEqualTo("internal_error");
    assertThat(fault).hasCause(cause);
  }

  @Test
  void faultOfTheAnswerer_arrivesAsItIs() throws Exception {
    Fault given = Fault.missing("no_kettle", "There is no kettle.");
    await(LENGTH.answer(vertx, text -> Future.failedFuture(given)));

    Fault fault = faultOf(LENGTH.ask(vertx, "kettle"));

    assertThat(fault.kind()).isEqualTo(Fault.Kind.MISSING);
    assertThat(fault.code()).isEqualTo("no_kettle");
    assertThat(fault).hasMessage("There is no kettle.").hasNoCause();
  }

  @Test
  void portWithoutHandler_isBusy() {
    assertThat(faultOf(LENGTH.ask(vertx, "kettle")).code()).isEqualTo("not_ready");
  }

  @Test
  void noAnswerInTime_isBusy() throws Exception {
    await(LENGTH.answer(vertx, text -> Future.future(never -> {})));

    Fault fault = faultOf(LENGTH.ask(vertx, "kettle", Duration.ofMillis(1)));

    assertThat(fault.kind()).isEqualTo(Fault.Kind.BUSY);
    assertThat(fault.code()).isEqualTo("deadline_exceeded");
  }

  private static Fault faultOf(Future<?> future) {
    ExecutionException failure =
        catchThrowableOfType(ExecutionException.class, () -> await(future));
    return (Fault) failure.getCause();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
