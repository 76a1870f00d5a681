package dev.intentobserve.app;

import static dev.intentobserve.testkit.Events.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.AsideContract.Aside;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.testkit.Events;
import dev.intentobserve.trace.TraceConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Store and trace room on a real database that refuses one event, or one root: its neighbours go
 * on, and it is placed as soon as the database takes it.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SetAsideTest {
  private static final EntityKey POISON = key(Kind.INTENT, "INT-POISON");

  @Test
  void eventThatCannotBePlaced_isSetAside_itsNeighboursArePlaced() {
    try (TraceOnPostgres rooms = new TraceOnPostgres(TraceConfig.DEFAULT)) {
      rooms.database.execute("alter table entity add constraint poison check (id <> 'SIG-POISON')");
      rooms.append(
          List.of(
              Events.of("signal.created", "SIG-1").build(),
              Events.of("signal.created", "SIG-POISON").build(),
              Events.of("signal.created", "SIG-2").build()));
      rooms.settle();

      assertThat(rooms.lives().keySet()).containsExactly("signal:SIG-1", "signal:SIG-2");
      Aside aside = rooms.aside();
      assertThat(aside.eventCount()).isEqualTo(1);
      assertThat(aside.events().getFirst().seq()).isEqualTo(2);
      assertThat(aside.events().getFirst().error()).isEqualTo("store_error");

      rooms.database.execute("alter table entity drop constraint poison");
      rooms.clock.advance(Duration.ofMinutes(1));
      rooms.append(List.of(Events.of("signal.created", "SIG-3").build()));
      rooms.until(() -> rooms.aside().eventCount() == 0);
      rooms.settle();
      assertThat(rooms.lives().keySet())
          .containsExactly("signal:SIG-1", "signal:SIG-2", "signal:SIG-3", "signal:SIG-POISON");
    }
  }

  @Test
  void rootThatCannotBeRemade_isSetAside_itsNeighboursAreRemade() {
    try (TraceOnPostgres rooms = new TraceOnPostgres(TraceConfig.DEFAULT)) {
      rooms.database.execute(
          "alter table trace_summary add constraint poison check (root_id <> 'INT-POISON')");
      rooms.append(
          IntStream.range(0, 20)
              .mapToObj(n -> n == 7 ? POISON.id() : "INT-" + n)
              .map(id -> Events.of("intent.proposed", id).build())
              .toList());
      rooms.until(() -> rooms.aside().rootCount() == 1 && rooms.due() == 0);

      assertThat(rooms.lives()).hasSize(19).doesNotContainKey(POISON.toString());
      Aside first = rooms.aside();
      assertThat(first.roots().getFirst().root()).isEqualTo(POISON);
      assertThat(first.roots().getFirst().attempts()).isEqualTo(1);
      assertThat(first.roots().getFirst().since()).isEqualTo(rooms.clock.instant());

      rooms.clock.advance(Duration.ofMinutes(1));
      rooms.append(List.of(Events.of("intent.proposed", "INT-20").build()));
      rooms.until(() -> rooms.aside().roots().getFirst().attempts() == 2);
      assertThat(rooms.aside().roots().getFirst().since())
          .isEqualTo(first.roots().getFirst().since());
      assertThat(rooms.aside().roots().getFirst().nextTry())
          .isEqualTo(rooms.clock.instant().plusSeconds(20));

      rooms.database.execute("alter table trace_summary drop constraint poison");
      rooms.clock.advance(Duration.ofHours(1));
      rooms.append(List.of(Events.of("intent.proposed", "INT-21").build()));
      rooms.until(() -> rooms.aside().rootCount() == 0 && rooms.due() == 0);
      assertThat(rooms.lives()).hasSize(22).containsKey(POISON.toString());
    }
  }
}
