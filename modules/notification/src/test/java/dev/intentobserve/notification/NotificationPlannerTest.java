package dev.intentobserve.notification;

import static dev.intentobserve.notification.AlertFixtures.NOON;
import static dev.intentobserve.notification.AlertFixtures.change;
import static dev.intentobserve.notification.AlertFixtures.firing;
import static dev.intentobserve.notification.AlertFixtures.resolved;
import static dev.intentobserve.notification.AlertFixtures.saying;
import static dev.intentobserve.notification.AlertFixtures.sent;
import static dev.intentobserve.notification.AlertFixtures.silence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationPlannerTest {
  private final NotificationPlanner planner =
      new NotificationPlanner(2, Severity.WARNING, Duration.ofSeconds(10));

  @Test
  void alertsOfOneRule_shareMessagesUpToTheirLimit() {
    Change other =
        change(4, AlertFixtures.alert("Other", "a", Severity.CRITICAL, Alert.State.FIRING));
    List<AlertMessage> messages =
        plan(change(2, firing("a")), change(3, firing("b")), other, change(5, firing("c")))
            .messages();
    assertThat(messages)
        .extracting(AlertMessage::rule)
        .containsExactly("StaleIntent", "StaleIntent", "Other");
    assertThat(messages).extracting(message -> message.changes().size()).containsExactly(2, 1, 1);
  }

  @Test
  void scopes_areNeverMixed() {
    Change elsewhere = new Change(3, new Scope("acme", "web"), NOON, firing("a"));
    assertThat(plan(change(2, firing("a")), elsewhere).messages())
        .extracting(AlertMessage::scope)
        .containsExactly(Scope.DEFAULT, new Scope("acme", "web"));
  }

  @Test
  void firstChange_waitsForOthersUnlessMoreAreWaiting() {
    List<Change> page = List.of(change(2, firing("a")));
    assertThat(planner.plan(page, false, context()).notBefore()).isEqualTo(NOON.plusSeconds(10));
    assertThat(planner.plan(page, true, context()).notBefore()).isBefore(NOON);
  }

  @Test
  void firedAndResolvedWithin_isSentOnceAsResolved() {
    assertThat(news(plan(change(2, firing("a")), change(3, resolved("a")))))
        .containsExactly(change(3, resolved("a")));
  }

  @Test
  void resolvedAndFiringAgain_isSentAsFiring() {
    Change again = change(5, firing("a"));
    assertThat(
            news(
                plan(
                    List.of(sent(change(2, firing("a")), "delivered", NOON)),
                    List.of(),
                    change(3, resolved("a")),
                    change(5, refired("a")))))
        .extracting(Change::number)
        .containsExactly(again.number());
  }

  @Test
  void pendingAndNeverFired_isNotSent() {
    Alert pending = AlertFixtures.alert("R", "a", Severity.CRITICAL, Alert.State.PENDING);
    Alert finished =
        Alert.builder()
            .id(pending.id())
            .rule("R")
            .severity(Severity.CRITICAL)
            .state(Alert.State.RESOLVED)
            .labels(pending.labels())
            .summary("s")
            .description("d")
            .since(NOON)
            .resolved(NOON)
            .build();
    assertThat(news(plan(change(2, pending), change(3, finished)))).isEmpty();
  }

  @Test
  void pendingAfterResolved_doesNotHideIt() {
    Alert pending = AlertFixtures.alert("StaleIntent", "a", Severity.WARNING, Alert.State.PENDING);
    assertThat(news(plan(change(2, resolved("a")), change(3, pending))))
        .containsExactly(change(2, resolved("a")));
  }

  @Test
  void lessSevere_isNotSent_unlessTheChannelWasSentThatItFires() {
    Change info = change(3, saying(resolved("a"), Severity.INFO, "s"));
    assertThat(news(plan(info))).isEmpty();
    assertThat(
            news(plan(List.of(sent(change(2, firing("a")), "delivered", NOON)), List.of(), info)))
        .containsExactly(info);
  }

  @Test
  void otherText_isNotSent_otherSeverityIs() {
    List<LastDelivery> sent = List.of(sent(change(2, firing("a")), "delivered", NOON));
    Change words = change(3, saying(firing("a"), Severity.WARNING, "8 days"));
    Change worse = change(4, saying(firing("a"), Severity.CRITICAL, "9 days"));
    assertThat(news(plan(sent, List.of(), words))).isEmpty();
    assertThat(news(plan(sent, List.of(), words, worse))).containsExactly(worse);
  }

  @Test
  void sentChange_isNotSentAgain() {
    Change change = change(2, firing("a"));
    for (String outcome : List.of("delivered", "given_up", "silenced")) {
      assertThat(news(plan(List.of(sent(change, outcome, NOON)), List.of(), change))).isEmpty();
    }
  }

  @Test
  void givenUp_isNotSentAgainForOtherText() {
    List<LastDelivery> sent = List.of(sent(change(2, firing("a")), "given_up", NOON));
    assertThat(news(plan(sent, List.of(), change(3, saying(firing("a"), Severity.WARNING, "8")))))
        .isEmpty();
    assertThat(news(plan(sent, List.of(), change(3, resolved("a"))))).hasSize(1);
  }

  @Test
  void silencedAlert_isRecordedOnce() {
    List<Scoped<Silence>> silences = List.of(silence(9, NOON.plusSeconds(60), "intent", "a"));
    Change fires = change(2, firing("a"));
    Change other = change(3, firing("b"));
    NotificationPlanner.Plan plan = plan(List.of(), silences, fires, other);
    assertThat(news(plan)).containsExactly(other);
    assertThat(plan.silenced()).containsExactly(new SilencedChange(fires, "silence 9"));
    List<LastDelivery> silenced = List.of(sent(fires, "silenced", NOON));
    Change words = change(4, saying(firing("a"), Severity.WARNING, "8 days"));
    assertThat(plan(silenced, silences, words).silenced()).isEmpty();
    assertThat(news(plan(silenced, List.of(), words))).containsExactly(words);
  }

  @Test
  void silenceOfAnotherScope_silencesNothing() {
    Scoped<Silence> silence = silence(9, NOON.plusSeconds(60), "intent", "a");
    Scoped<Silence> elsewhere = new Scoped<>(new Scope("acme", "web"), silence.value());
    assertThat(news(plan(List.of(), List.of(elsewhere), change(2, firing("a"))))).hasSize(1);
  }

  private static Alert refired(String name) {
    Alert alert = firing(name);
    return alert.with().fired(NOON.plusSeconds(120)).resolved(null).build();
  }

  private static PlanningContext context() {
    return new PlanningContext(List.of(), List.of(), NOON);
  }

  private NotificationPlanner.Plan plan(Change... page) {
    return plan(List.of(), List.of(), page);
  }

  private NotificationPlanner.Plan plan(
      List<LastDelivery> sent, List<Scoped<Silence>> silences, Change... page) {
    return planner.plan(List.of(page), false, new PlanningContext(sent, silences, NOON));
  }

  private static List<Change> news(NotificationPlanner.Plan plan) {
    return plan.messages().stream().flatMap(message -> message.changes().stream()).toList();
  }
}
