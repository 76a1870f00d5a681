package dev.intentobserve.ports.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class CursorLoopTest {
  private static final Duration NEVER = Duration.ofHours(1);

  @Test
  void whileThereIsMore_stepFollowsStep(Vertx vertx, VertxTestContext test) {
    AtomicInteger left = new AtomicInteger(5);
    CursorLoop loop =
        new CursorLoop(
            vertx,
            "test",
            NEVER,
            () -> {
              if (left.decrementAndGet() == 0) {
                test.completeNow();
              }
              return Future.succeededFuture(left.get() > 0);
            });

    vertx.runOnContext(go -> loop.start());
  }

  @Test
  void stepThatThrows_isTriedAgain(Vertx vertx, VertxTestContext test) {
    AtomicInteger steps = new AtomicInteger();
    CursorLoop loop =
        new CursorLoop(
            vertx,
            "test",
            NEVER,
            () -> {
              if (steps.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
              }
              test.completeNow();
              return Future.succeededFuture(false);
            });

    vertx.runOnContext(go -> loop.start());
  }

  @Test
  void wakeDuringAStep_bringsOneMore(Vertx vertx, VertxTestContext test) {
    Promise<Boolean> first = Promise.promise();
    AtomicInteger steps = new AtomicInteger();
    CursorLoop loop =
        new CursorLoop(
            vertx,
            "test",
            NEVER,
            () -> {
              if (steps.incrementAndGet() == 2) {
                test.completeNow();
                return Future.succeededFuture(false);
              }
              return first.future();
            });

    vertx.runOnContext(
        go -> {
          loop.start();
          loop.wake();
          first.complete(false);
        });
  }

  @Test
  void whileAppendsWait_aMonitoredLoopRests_evenIfWoken(Vertx vertx, VertxTestContext test) {
    AtomicInteger steps = new AtomicInteger();
    CursorLoop loop =
        new CursorLoop(
                vertx, "test", NEVER, () -> Future.succeededFuture(steps.incrementAndGet() < 3))
            .monitored();

    vertx.runOnContext(
        go -> {
          AppendBacklog.waited(vertx, Duration.ofMillis(50));
          loop.start();
          loop.wake();
          test.verify(() -> assertThat(steps).hasValue(1));
          vertx.setPeriodic(1, timer -> endAt(test, steps, 3));
        });
  }

  @Test
  void atTheEnd_aMonitoredLoopGathersWhatComes(Vertx vertx, VertxTestContext test) {
    Promise<Boolean> first = Promise.promise();
    AtomicInteger steps = new AtomicInteger();
    CursorLoop loop =
        new CursorLoop(
                vertx,
                "test",
                NEVER,
                () -> steps.incrementAndGet() == 1 ? first.future() : Future.succeededFuture(false))
            .monitored();

    vertx.runOnContext(
        go -> {
          loop.start();
          loop.wake();
          first.complete(false);
          loop.wake();
          test.verify(() -> assertThat(steps).hasValue(1));
          vertx.setPeriodic(1, timer -> endAt(test, steps, 2));
        });
  }

  private static void endAt(VertxTestContext test, AtomicInteger steps, int wanted) {
    if (steps.get() == wanted) {
      test.completeNow();
    }
  }

  @Test
  void appendsThatWaitAMoment_holdNothingUp(Vertx vertx, VertxTestContext test) {
    AppendBacklog.waited(vertx, Duration.ofMillis(49));
    test.verify(() -> assertThat(AppendBacklog.any(vertx)).isFalse());
    AppendBacklog.waited(vertx, Duration.ofMillis(50));
    test.verify(() -> assertThat(AppendBacklog.any(vertx)).isTrue());
    test.completeNow();
  }

  @Test
  void stop_waitsForTheStepUnderWayAndBeginsNoOther(Vertx vertx, VertxTestContext test) {
    Promise<Boolean> under = Promise.promise();
    AtomicInteger steps = new AtomicInteger();
    CursorLoop loop =
        new CursorLoop(
            vertx,
            "test",
            NEVER,
            () -> {
              steps.incrementAndGet();
              return under.future();
            });

    vertx.runOnContext(
        go -> {
          loop.start();
          Future<Void> stopped = loop.stop();
          test.verify(() -> assertThat(stopped.isComplete()).isFalse());
          stopped.onComplete(
              test.succeeding(
                  end ->
                      test.verify(
                          () -> {
                            loop.wake();
                            assertThat(steps).hasValue(1);
                            test.completeNow();
                          })));
          under.complete(true);
        });
  }
}
