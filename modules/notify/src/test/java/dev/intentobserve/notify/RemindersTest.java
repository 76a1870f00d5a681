package dev.intentobserve.notify;

import static dev.intentobserve.notify.Alerts.NOON;
import static dev.intentobserve.notify.Alerts.change;
import static dev.intentobserve.notify.Alerts.firing;
import static dev.intentobserve.notify.Alerts.resolved;
import static dev.intentobserve.notify.Alerts.saying;
import static dev.intentobserve.notify.Alerts.silence;
import static dev.intentobserve.notify.Alerts.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.Told;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemindersTest {
  private static final Duration INTERVAL = Duration.ofHours(4);
  private static final Change FIRES = change(5, firing("a"));

  @Test
  void neverHeardOf_isDue() {
    assertThat(due(false, List.of(), List.of(), NOON).messages()).hasSize(1);
    assertThat(
            due(false, List.of(told(change(4, resolved("a")), "delivered", NOON)), List.of(), NOON)
                .messages())
        .hasSize(1);
  }

  @Test
  void newsStillToBeTold_isNoReminder() {
    assertThat(
            reminders(false).due(List.of(FIRES), 4, known(List.of(), List.of(), NOON)).messages())
        .isEmpty();
  }

  @Test
  void lessSevere_isNotDue() {
    Change info = change(5, saying(firing("a"), Severity.INFO, "s"));
    List<Told> longAgo = List.of(told(change(4, resolved("a")), "delivered", Instant.EPOCH));
    assertThat(reminders(false).due(List.of(info), 5, known(longAgo, List.of(), NOON)).messages())
        .isEmpty();
  }

  @Test
  void stillFiring_isRepeatedAtTheIntervalAndNotBefore() {
    for (String outcome : List.of("delivered", "given_up")) {
      List<Told> told = List.of(told(FIRES, outcome, NOON));
      assertThat(due(false, told, List.of(), NOON.plus(INTERVAL).minusMillis(1)).messages())
          .isEmpty();
      assertThat(due(false, told, List.of(), NOON.plus(INTERVAL)).messages()).hasSize(1);
    }
  }

  @Test
  void silenceThatEnded_isMadeUpFor() {
    List<Told> told = List.of(told(FIRES, "silenced", NOON));
    List<Scoped<Silence>> silences = List.of(silence(1, NOON.plusSeconds(60), "intent", "a"));
    assertThat(due(false, told, silences, NOON.plusSeconds(59)).messages()).isEmpty();
    assertThat(due(false, told, silences, NOON.plusSeconds(60)).messages()).hasSize(1);
  }

  @Test
  void silencedAndNeverHeardOf_isWithheldOnce() {
    List<Scoped<Silence>> silences = List.of(silence(1, NOON.plusSeconds(60), "intent", "a"));
    assertThat(due(false, List.of(), silences, NOON).withheld())
        .containsExactly(new Withheld(FIRES, "silence 1"));
    List<Told> told = List.of(told(FIRES, "silenced", NOON));
    assertThat(due(false, told, silences, NOON).withheld()).isEmpty();
  }

  @Test
  void forgetfulReceiver_getsWhatItKnowsEachTimeAndNothingSilenced() {
    List<Told> told = List.of(told(FIRES, "delivered", NOON));
    Reminders.Due due = due(true, told, List.of(), NOON.plus(INTERVAL));
    assertThat(due.messages()).isEmpty();
    assertThat(due.kept()).hasSize(1);
    List<Scoped<Silence>> silences = List.of(silence(1, Instant.MAX, "rule", "StaleIntent"));
    assertThat(due(true, told, silences, NOON).kept()).isEmpty();
    assertThat(due(false, told, List.of(), NOON).kept()).isEmpty();
  }

  @Test
  void reminders_areTellableApart() {
    String first = due(false, List.of(), List.of(), NOON).messages().getFirst().occasion();
    String second =
        due(false, List.of(), List.of(), NOON.plusSeconds(60)).messages().getFirst().occasion();
    assertThat(first).isNotEmpty().isNotEqualTo(second);
  }

  private static Reminders.Due due(
      boolean forgetful, List<Told> told, List<Scoped<Silence>> silences, Instant now) {
    return reminders(forgetful).due(List.of(FIRES), 5, known(told, silences, now));
  }

  private static Known known(List<Told> told, List<Scoped<Silence>> silences, Instant now) {
    return new Known(told, silences, now);
  }

  private static Reminders reminders(boolean forgetful) {
    Courier courier = new Courier(10, Severity.WARNING, Duration.ZERO);
    return new Reminders(10, courier, forgetful, INTERVAL);
  }
}
