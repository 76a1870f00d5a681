package dev.intentobserve.app;

import static dev.intentobserve.testkit.TestEvent.key;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.TracePorts.PlacementsOf;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
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
    List<WorkEvent> events =
        List.of(proposal(100), TestEvent.of("signal.created", "SIG-3").build());
    try (TraceOnPostgres bounded = new TraceOnPostgres(NARROW);
        TraceOnPostgres whole = new TraceOnPostgres(UNBOUNDED)) {
      bounded.append(events);
      whole.append(events);
      bounded.settle();
      whole.settle();

      assertThat(bounded.entityStates()).hasSize(101).isEqualTo(whole.entityStates());
      assertThat(longestRow(bounded)).isEqualTo("7");
      assertThat(longestRow(whole)).isEqualTo("100");
    }
  }

  @Test
  void whileAGiantIsPlaced_whoAsksIsAnswered() {
    try (TraceOnPostgres modules = new TraceOnPostgres(TWENTY_STEPS)) {
      modules.append(List.of(TestEvent.of("signal.created", "SIG-SMALL").build()));
      modules.settle();
      modules.append(List.of(proposal(MEMBERS)));
      modules.until(() -> modules.database.value("select max(part) from membership") != null);
      TestFutures.await(
          TracePorts.PLACEMENTS.ask(
              modules.vertx,
              new PlacementsOf(Scope.DEFAULT, Set.of(key(EntityKind.SIGNAL, "SIG-SMALL")))));

      assertThat(modules.cursor()).as("the giant is not placed yet").isEqualTo(1);
      modules.settle();
      assertThat(modules.entityStates()).hasSize(MEMBERS + 2);
    }
  }

  private static String longestRow(TraceOnPostgres modules) {
    return modules.database.value("select max(cardinality(members)) from membership");
  }

  /** With the list in its body, because the record may be read before it is in memory. */
  private static WorkEvent proposal(int members) {
    String signals =
        IntStream.range(0, members).mapToObj(n -> "'SIG-" + n + "'").collect(joining(","));
    return RandomEventLines.read(
        "{'event':'intent.proposed','ref':'INT-1','data':{'signals':[" + signals + "]}}");
  }
}
