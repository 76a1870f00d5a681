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
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Silence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourierTest {
  private final Courier courier = new Courier(2, Severity.WARNING, Duration.ofSeconds(10));

  @Test
  void alertsOfOneRule_goTogetherUpToTheLargestMessage() {
    Change other = change(4, Alerts.alert("Other", "a", Severity.CRITICAL, Alert.State.FIRING));
    List<Message> messages =
        plan(change(2, firing("a")), change(3, firing("b")), other, change(5, firing("c")))
            .messages();
    assertThat(messages)
        .extracting(Message::rule)
        .containsExactly("StaleIntent", "StaleIntent", "Other");
    assertThat(messages).extracting(message -> message.changes().size()).containsExactly(2, 1, 1);
  }

  @Test
  void scopes_areNeverMixed() {
    Change elsewhere = new Change(3, new Scope("acme", "web"), NOON, firing("a"));
    assertThat(plan(change(2, firing("a")), elsewhere).messages())
        .extracting(Message::scope)
        .containsExactly(Scope.DEFAULT, new Scope("acme", "web"));
  }

  @Test
  void firstChange_waitsForOthersUnlessMoreAreWaiting() {
    List<Change> page = List.of(change(2, firing("a")));
    assertThat(courier.plan(page, false, known()).notBefore()).isEqualTo(NOON.plusSeconds(10));
    assertThat(courier.plan(page, true, known()).notBefore()).isBefore(NOON);
  }

  @Test
  void firedAndResolvedWithin_isToldOnceAsResolved() {
    assertThat(news(plan(change(2, firing("a")), change(3, resolved("a")))))
        .containsExactly(change(3, resolved("a")));
  }

  @Test
  void resolvedAndFiringAgain_isToldAsFiring() {
    Change again = change(5, firing("a"));
    assertThat(
            news(
                plan(
                    List.of(told(change(2, firing("a")), "delivered", NOON)),
                    List.of(),
                    change(3, resolved("a")),
                    change(5, refired("a")))))
        .extracting(Change::number)
        .containsExactly(again.number());
  }

  @Test
  void pendingAndNeverFired_isNobodysBusiness() {
    Alert pending = Alerts.alert("R", "a", Severity.CRITICAL, Alert.State.PENDING);
    Alert over =
        new Alert(
            pending.id(),
            "R",
            Severity.CRITICAL,
            Alert.State.RESOLVED,
            pending.labels(),
            "s",
            "d",
            null,
            NOON,
            null,
            NOON,
            List.of());
    assertThat(news(plan(change(2, pending), change(3, over)))).isEmpty();
  }

  @Test
  void pendingAfterResolved_doesNotHideIt() {
    Alert pending = Alerts.alert("StaleIntent", "a", Severity.WARNING, Alert.State.PENDING);
    assertThat(news(plan(change(2, resolved("a")), change(3, pending))))
        .containsExactly(change(2, resolved("a")));
  }

  @Test
  void lessSevere_isNotTold_unlessTheChannelThinksItFires() {
    Change info = change(3, saying(resolved("a"), Severity.INFO, "s"));
    assertThat(news(plan(info))).isEmpty();
    assertThat(
            news(plan(List.of(told(change(2, firing("a")), "delivered", NOON)), List.of(), info)))
        .containsExactly(info);
  }

  @Test
  void otherWords_areNoNews_otherSeverityIs() {
    List<Told> heard = List.of(told(change(2, firing("a")), "delivered", NOON));
    Change words = change(3, saying(firing("a"), Severity.WARNING, "8 days"));
    Change worse = change(4, saying(firing("a"), Severity.CRITICAL, "9 days"));
    assertThat(news(plan(heard, List.of(), words))).isEmpty();
    assertThat(news(plan(heard, List.of(), words, worse))).containsExactly(worse);
  }

  @Test
  void whatWasTold_isNotToldAgain() {
    Change change = change(2, firing("a"));
    for (String outcome : List.of("delivered", "given_up", "silenced")) {
      assertThat(news(plan(List.of(told(change, outcome, NOON)), List.of(), change))).isEmpty();
    }
  }

  @Test
  void givenUp_isNotTriedAgainForOtherWords() {
    List<Told> heard = List.of(told(change(2, firing("a")), "given_up", NOON));
    assertThat(news(plan(heard, List.of(), change(3, saying(firing("a"), Severity.WARNING, "8")))))
        .isEmpty();
    assertThat(news(plan(heard, List.of(), change(3, resolved("a"))))).hasSize(1);
  }

  @Test
  void silencedAlert_isWithheldOnce() {
    List<Scoped<Silence>> silences = List.of(silence(9, NOON.plusSeconds(60), "intent", "a"));
    Change fires = change(2, firing("a"));
    Change other = change(3, firing("b"));
    Courier.Plan plan = plan(List.of(), silences, fires, other);
    assertThat(news(plan)).containsExactly(other);
    assertThat(plan.withheld()).containsExactly(new Withheld(fires, "silence 9"));
    List<Told> withheld = List.of(told(fires, "silenced", NOON));
    Change words = change(4, saying(firing("a"), Severity.WARNING, "8 days"));
    assertThat(plan(withheld, silences, words).withheld()).isEmpty();
    assertThat(news(plan(withheld, List.of(), words))).containsExactly(words);
  }

  @Test
  void silenceOfAnotherScope_silencesNothing() {
    Scoped<Silence> silence = silence(9, NOON.plusSeconds(60), "intent", "a");
    Scoped<Silence> elsewhere = new Scoped<>(new Scope("acme", "web"), silence.value());
    assertThat(news(plan(List.of(), List.of(elsewhere), change(2, firing("a"))))).hasSize(1);
  }

  private static Alert refired(String name) {
    Alert alert = firing(name);
    return new Alert(
        alert.id(),
        alert.rule(),
        alert.severity(),
        alert.state(),
        alert.labels(),
        alert.summary(),
        alert.description(),
        alert.value(),
        alert.since(),
        NOON.plusSeconds(120),
        null,
        alert.evidence());
  }

  private static Known known() {
    return new Known(List.of(), List.of(), NOON);
  }

  private Courier.Plan plan(Change... page) {
    return plan(List.of(), List.of(), page);
  }

  private Courier.Plan plan(List<Told> told, List<Scoped<Silence>> silences, Change... page) {
    return courier.plan(List.of(page), false, new Known(told, silences, NOON));
  }

  private static List<Change> news(Courier.Plan plan) {
    return plan.messages().stream().flatMap(message -> message.changes().stream()).toList();
  }
}
