package dev.intentobserve.app;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredWork;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.trace.TraceConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Store and trace on a real database that refuses one event, or one root: its neighbours go on, and
 * it is placed as soon as the database takes it.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SetAsideOnPostgresTest {
  private static final EntityKey POISON = key(EntityKind.INTENT, "INT-POISON");

  @Test
  void eventThatCannotBePlaced_isSetAside_itsNeighboursArePlaced() {
    try (TraceOnPostgres modules = new TraceOnPostgres(TraceConfig.DEFAULT)) {
      modules.database.execute(
          "alter table entity add constraint poison check (id <> 'SIG-POISON')");
      modules.append(
          List.of(
              TestEvent.of("signal.created", "SIG-1").build(),
              TestEvent.of("signal.created", "SIG-POISON").build(),
              TestEvent.of("signal.created", "SIG-2").build()));
      modules.settle();

      assertThat(modules.entityStates().keySet()).containsExactly("signal:SIG-1", "signal:SIG-2");
      DeferredWork aside = modules.aside();
      assertThat(aside.eventCount()).isEqualTo(1);
      assertThat(aside.events().getFirst().seq()).isEqualTo(2);
      assertThat(aside.events().getFirst().error()).isEqualTo("store_error");

      modules.database.execute("alter table entity drop constraint poison");
      modules.clock.advance(Duration.ofMinutes(1));
      modules.append(List.of(TestEvent.of("signal.created", "SIG-3").build()));
      modules.until(() -> modules.aside().eventCount() == 0);
      modules.settle();
      assertThat(modules.entityStates().keySet())
          .containsExactly("signal:SIG-1", "signal:SIG-2", "signal:SIG-3", "signal:SIG-POISON");
    }
  }

  @Test
  void rootThatCannotBeRemade_isSetAside_itsNeighboursAreRemade() {
    try (TraceOnPostgres modules = new TraceOnPostgres(TraceConfig.DEFAULT)) {
      modules.database.execute(
          "alter table trace_summary add constraint poison check (root_id <> 'INT-POISON')");
      modules.append(
          IntStream.range(0, 20)
              .mapToObj(n -> n == 7 ? POISON.id() : "INT-" + n)
              .map(id -> TestEvent.of("intent.proposed", id).build())
              .toList());
      modules.until(() -> modules.aside().rootCount() == 1 && modules.due() == 0);

      assertThat(modules.entityStates()).hasSize(19).doesNotContainKey(POISON.toString());
      DeferredWork first = modules.aside();
      assertThat(first.roots().getFirst().root()).isEqualTo(POISON);
      assertThat(first.roots().getFirst().attempts()).isEqualTo(1);
      assertThat(first.roots().getFirst().since()).isEqualTo(modules.clock.instant());

      modules.clock.advance(Duration.ofMinutes(1));
      modules.append(List.of(TestEvent.of("intent.proposed", "INT-20").build()));
      modules.until(() -> modules.aside().roots().getFirst().attempts() == 2);
      assertThat(modules.aside().roots().getFirst().since())
          .isEqualTo(first.roots().getFirst().since());
      assertThat(modules.aside().roots().getFirst().nextTry())
          .isEqualTo(modules.clock.instant().plusSeconds(20));

      modules.database.execute("alter table trace_summary drop constraint poison");
      modules.clock.advance(Duration.ofHours(1));
      modules.append(List.of(TestEvent.of("intent.proposed", "INT-21").build()));
      modules.until(() -> modules.aside().rootCount() == 0 && modules.due() == 0);
      assertThat(modules.entityStates()).hasSize(22).containsKey(POISON.toString());
    }
  }
}
