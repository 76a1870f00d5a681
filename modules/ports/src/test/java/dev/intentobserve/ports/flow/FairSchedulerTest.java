package dev.intentobserve.ports.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ports.Fault;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FairSchedulerTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Set<String> TWO = Set.of("a", "b");

  private final Vertx vertx = Vertx.vertx();
  private final List<String> begun = Collections.synchronizedList(new ArrayList<>());
  private final BlockingQueue<Promise<String>> open = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(60, TimeUnit.SECONDS);
  }

  @Test
  void oneTenant_usesAllAndIsServedInItsOrder() throws Exception {
    FairScheduler turns = new FairScheduler(2, 2, 10, Set.of("a"));
    List<Future<String>> answers = List.of(take(turns, "a1"), take(turns, "a2"), take(turns, "a3"));
    assertThat(begun).containsExactly("a1", "a2");

    finish(3);

    Future.join(answers).await(60, TimeUnit.SECONDS);
    assertThat(answers).allMatch(Future::succeeded);
    assertThat(begun).containsExactly("a1", "a2", "a3");
  }

  @Test
  void floodOfOneTenant_leavesRoomForTheOther() {
    FairScheduler turns = new FairScheduler(4, 3, 10, TWO);
    for (int n = 1; n <= 6; n++) {
      take(turns, "a" + n);
    }

    take(turns, "b1");

    assertThat(begun).containsExactly("a1", "a2", "a3", "b1");
  }

  @Test
  void waitingTenants_takeTurns() throws Exception {
    FairScheduler turns = new FairScheduler(1, 1, 10, TWO);
    take(turns, "a1");
    take(turns, "a2");
    take(turns, "a3");
    take(turns, "b1");
    take(turns, "b2");

    finish(5);

    assertThat(begun).containsExactly("a1", "a2", "b1", "a3", "b2");
  }

  @Test
  void fullQueue_isBusyForTheTenantThatFilledIt() {
    FairScheduler turns = new FairScheduler(1, 1, 8, TWO);
    List<Future<String>> flood = new ArrayList<>();
    for (int n = 1; n <= 10; n++) {
      flood.add(take(turns, "a" + n));
    }

    assertThat(Fault.from(flood.getLast().cause()).code()).isEqualTo("tenant_busy");
    assertThat(take(turns, "b1").failed()).isFalse();
  }

  @Test
  void waitBeyondTheDeadline_failsAndDoesNotStart() throws Exception {
    FairScheduler turns = new FairScheduler(1, 1, 8, TWO);
    take(turns, "a1");
    Future<String> late = turns.take(vertx, "a", Duration.ofMillis(1), () -> work("a2"));

    Throwable error =
        late.transform(result -> Future.succeededFuture(result.cause()))
            .await(60, TimeUnit.SECONDS);
    finish(1);

    assertThat(Fault.from(error).code()).isEqualTo("deadline_exceeded");
    take(turns, "a3");
    assertThat(begun).containsExactly("a1", "a3");
  }

  @Test
  void workThatThrows_releasesItsSlot() {
    FairScheduler turns = new FairScheduler(1, 1, 8, TWO);
    Future<String> broken =
        turns.take(
            vertx,
            "a",
            LONG,
            () -> {
              throw new IllegalStateException("planted");
            });

    assertThat(broken.failed()).isTrue();
    take(turns, "b1");
    assertThat(begun).containsExactly("b1");
  }

  private Future<String> take(FairScheduler turns, String name) {
    return turns.take(vertx, name.substring(0, 1), LONG, () -> work(name));
  }

  private Future<String> work(String name) {
    begun.add(name);
    Promise<String> end = Promise.promise();
    open.add(end);
    return end.future();
  }

  /** Ends what has begun, in its order, and what begins after it. */
  private void finish(int count) throws Exception {
    for (int n = 0; n < count; n++) {
      Promise<String> next = open.poll(60, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      next.complete("done");
    }
  }
}
