package dev.intentobserve.app;

import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.contract.TraceContract.PlaceOf;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.testkit.Bus;
import dev.intentobserve.testkit.Events;
import dev.intentobserve.trace.TraceConfig;
import dev.intentobserve.trace.TraceConfig.Bounds;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One event that names very many entities costs many small steps, and comes to the same. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LargeEventTest {
  private static final int MEMBERS = 20_000;
  private static final TraceConfig UNBOUNDED =
      new TraceConfig(2000, 100, Duration.ofSeconds(1), Bounds.NONE);
  private static final TraceConfig TWENTY_STEPS =
      new TraceConfig(2000, 100, Duration.ofSeconds(1), new Bounds(1000, MEMBERS / 20, 20_000));
  private static final TraceConfig NARROW =
      new TraceConfig(2000, 100, Duration.ofSeconds(1), new Bounds(7, 20, 10));

  @Test
  void listOverTheBound_isKeptInParts_andNothingIsLost() {
    List<WorkEvent> events = List.of(proposal(100), Events.of("signal.created", "SIG-3").build());
    try (TraceOnPostgres bounded = new TraceOnPostgres(NARROW);
        TraceOnPostgres whole = new TraceOnPostgres(UNBOUNDED)) {
      bounded.append(events);
      whole.append(events);
      bounded.settle();
      whole.settle();

      assertThat(bounded.lives()).hasSize(101).isEqualTo(whole.lives());
      assertThat(longestRow(bounded)).isEqualTo("7");
      assertThat(longestRow(whole)).isEqualTo("100");
    }
  }

  @Test
  void whileAGiantIsPlaced_whoAsksIsAnswered() {
    try (TraceOnPostgres rooms = new TraceOnPostgres(TWENTY_STEPS)) {
      rooms.append(List.of(Events.of("signal.created", "SIG-SMALL").build()));
      rooms.settle();
      rooms.append(List.of(proposal(MEMBERS)));
      rooms.until(() -> rooms.database.value("select max(part) from membership") != null);
      Bus.await(
          TraceContract.PLACE.ask(
              rooms.vertx, new PlaceOf(Scope.DEFAULT, Set.of(key(Kind.SIGNAL, "SIG-SMALL")))));

      assertThat(rooms.cursor()).as("the giant is not placed yet").isEqualTo(1);
      rooms.settle();
      assertThat(rooms.lives()).hasSize(MEMBERS + 2);
    }
  }

  private static String longestRow(TraceOnPostgres rooms) {
    return rooms.database.value("select max(cardinality(members)) from membership");
  }

  private static WorkEvent proposal(int members) {
    String[] signals = IntStream.range(0, members).mapToObj(n -> "SIG-" + n).toArray(String[]::new);
    return Events.of("intent.proposed", "INT-1").lists(Kind.SIGNAL, signals).build();
  }
}
