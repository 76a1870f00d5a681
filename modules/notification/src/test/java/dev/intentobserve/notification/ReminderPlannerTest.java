package dev.intentobserve.notification;

import static dev.intentobserve.notification.AlertFixtures.NOON;
import static dev.intentobserve.notification.AlertFixtures.change;
import static dev.intentobserve.notification.AlertFixtures.firing;
import static dev.intentobserve.notification.AlertFixtures.resolved;
import static dev.intentobserve.notification.AlertFixtures.saying;
import static dev.intentobserve.notification.AlertFixtures.sent;
import static dev.intentobserve.notification.AlertFixtures.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReminderPlannerTest {
  private static final Duration INTERVAL = Duration.ofHours(4);
  private static final Change FIRES = change(5, firing("a"));

  @Test
  void neverSent_isDue() {
    assertThat(due(false, List.of(), List.of(), NOON).messages()).hasSize(1);
    assertThat(
            due(false, List.of(sent(change(4, resolved("a")), "delivered", NOON)), List.of(), NOON)
                .messages())
        .hasSize(1);
  }

  @Test
  void unsentNews_isNoReminder() {
    assertThat(
            reminders(false).due(List.of(FIRES), 4, context(List.of(), List.of(), NOON)).messages())
        .isEmpty();
  }

  @Test
  void lessSevere_isNotDue() {
    Change info = change(5, saying(firing("a"), Severity.INFO, "s"));
    List<LastDelivery> longAgo =
        List.of(sent(change(4, resolved("a")), "delivered", Instant.EPOCH));
    assertThat(reminders(false).due(List.of(info), 5, context(longAgo, List.of(), NOON)).messages())
        .isEmpty();
  }

  @Test
  void stillFiring_isRepeatedAtTheIntervalAndNotBefore() {
    for (String outcome : List.of("delivered", "given_up")) {
      List<LastDelivery> sent = List.of(sent(FIRES, outcome, NOON));
      assertThat(due(false, sent, List.of(), NOON.plus(INTERVAL).minusMillis(1)).messages())
          .isEmpty();
      assertThat(due(false, sent, List.of(), NOON.plus(INTERVAL)).messages()).hasSize(1);
    }
  }

  @Test
  void alertOfAnEndedSilence_isDue() {
    List<LastDelivery> sent = List.of(sent(FIRES, "silenced", NOON));
    List<Scoped<Silence>> silences = List.of(silence(1, NOON.plusSeconds(60), "intent", "a"));
    assertThat(due(false, sent, silences, NOON.plusSeconds(59)).messages()).isEmpty();
    assertThat(due(false, sent, silences, NOON.plusSeconds(60)).messages()).hasSize(1);
  }

  @Test
  void silencedAndNeverSent_isRecordedOnce() {
    List<Scoped<Silence>> silences = List.of(silence(1, NOON.plusSeconds(60), "intent", "a"));
    assertThat(due(false, List.of(), silences, NOON).silenced())
        .containsExactly(new SilencedChange(FIRES, "silence 1"));
    List<LastDelivery> sent = List.of(sent(FIRES, "silenced", NOON));
    assertThat(due(false, sent, silences, NOON).silenced()).isEmpty();
  }

  @Test
  void channelThatWantsRepetition_getsWhatItKnowsEachTime_andNothingSilenced() {
    List<LastDelivery> sent = List.of(sent(FIRES, "delivered", NOON));
    ReminderPlanner.Due due = due(true, sent, List.of(), NOON.plus(INTERVAL));
    assertThat(due.messages()).isEmpty();
    assertThat(due.resent()).hasSize(1);
    List<Scoped<Silence>> silences = List.of(silence(1, Instant.MAX, "rule", "StaleIntent"));
    assertThat(due(true, sent, silences, NOON).resent()).isEmpty();
    assertThat(due(false, sent, List.of(), NOON).resent()).isEmpty();
  }

  @Test
  void reminders_haveDifferentIds() {
    String first = due(false, List.of(), List.of(), NOON).messages().getFirst().reminderId();
    String second =
        due(false, List.of(), List.of(), NOON.plusSeconds(60)).messages().getFirst().reminderId();
    assertThat(first).isNotEmpty().isNotEqualTo(second);
  }

  private static ReminderPlanner.Due due(
      boolean resendAll, List<LastDelivery> sent, List<Scoped<Silence>> silences, Instant now) {
    return reminders(resendAll).due(List.of(FIRES), 5, context(sent, silences, now));
  }

  private static PlanningContext context(
      List<LastDelivery> sent, List<Scoped<Silence>> silences, Instant now) {
    return new PlanningContext(sent, silences, now);
  }

  private static ReminderPlanner reminders(boolean resendAll) {
    NotificationPlanner planner = new NotificationPlanner(10, Severity.WARNING, Duration.ZERO);
    return new ReminderPlanner(planner, resendAll, INTERVAL);
  }
}
