package dev.intentobserve.store.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.CommitDelivery;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.AlertStorePorts.EndSilence;
import dev.intentobserve.ports.AlertStorePorts.LastDeliveries;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.AlertStorePorts.SilencesOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.testkit.TestEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryRepositoryTest {
  private StoreHarness store;

  @BeforeEach
  void open() {
    store = StoreHarness.fresh();
    for (Alert.State state : List.of(Alert.State.FIRING, Alert.State.RESOLVED)) {
      store.ask(
          AlertStorePorts.COMMIT_EVALUATION,
          new CommitEvaluation(
              TestEvent.NOON,
              List.of(new Scoped<>(Scope.DEFAULT, AlertRepositoryTest.alert("a", state))),
              List.of(),
              List.of()));
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void cursor_movesTogetherWithItsDeliveries() {
    commit(0, 1);
    commit(1, 1, delivery("hook", 2, "failed", 1));
    commit(1, 2, delivery("hook", 2, "delivered", 2));
    assertThat(cursor("hook")).isEqualTo(2);
    assertThat(cursor("pager")).isZero();
    Throwable late =
        store.askExpectingFailure(
            AlertStorePorts.COMMIT_DELIVERY,
            new CommitDelivery("hook", 1, 3, List.of(delivery("hook", 3, "delivered", 1))));
    assertThat(((Fault) late).code()).isEqualTo("cursor_moved");
    assertThat(list(null, null, 10, null).items())
        .containsExactly(delivery("hook", 2, "delivered", 2), delivery("hook", 2, "failed", 1));
  }

  @Test
  void deliveries_areListedByFilterAndPage() {
    commit(0, 1, delivery("hook", 2, "failed", 1), delivery("hook", 2, "delivered", 2));
    commit(1, 1, delivery("hook", 3, "silenced", 1));
    assertThat(list("hook", "silenced", 10, null).items()).hasSize(1);
    assertThat(list("pager", null, 10, null).items()).isEmpty();
    Listing<Delivery> first = list(null, null, 2, null);
    commit(1, 1, delivery("hook", 3, "delivered", 1));
    Listing<Delivery> second = list(null, null, 2, first.next());
    assertThat(first.items())
        .extracting(Delivery::outcome)
        .containsExactly("silenced", "delivered");
    assertThat(second.items()).extracting(Delivery::outcome).containsExactly("failed");
    assertThat(second.next()).isNull();
  }

  @Test
  void lastDelivery_ignoresFailedAttemptsAndOtherChannels() {
    Scoped<String> a = new Scoped<>(Scope.DEFAULT, AlertRepositoryTest.id("a"));
    Scoped<String> unknown = new Scoped<>(Scope.DEFAULT, AlertRepositoryTest.id("b"));
    assertThat(lastTold("hook", a, unknown)).isEmpty();
    commit(0, 1, delivery("hook", 2, "delivered", 1), delivery("hook", 3, "failed", 1));
    assertThat(lastTold("hook", a, unknown))
        .containsExactly(
            new LastDelivery(
                delivery("hook", 2, "delivered", 1),
                AlertRepositoryTest.alert("a", Alert.State.FIRING)));
    assertThat(lastTold("pager", a, unknown)).isEmpty();
  }

  @Test
  void silence_isActiveUntilItEndsOrIsEnded() {
    Silence silence =
        store.ask(
            AlertStorePorts.SAVE_SILENCE,
            new Scoped<>(
                Scope.DEFAULT,
                new Silence(
                    0,
                    new TreeMap<>(Map.of("rule", "Rule", "odd", "\u0000\u202e")),
                    "ada",
                    "deploy, token=abc",
                    TestEvent.NOON,
                    hours(2),
                    null)));
    assertThat(silence.id()).isPositive();
    assertThat(silence.reason()).isEqualTo("deploy, token=[REDACTED]");
    assertThat(silence.matchers()).containsEntry("odd", "\u0000\u202e");
    assertThat(silences(null, hours(1))).containsExactly(new Scoped<>(Scope.DEFAULT, silence));
    assertThat(silences(new Scope("acme", "web"), hours(1))).isEmpty();
    assertThat(silences(null, hours(2))).isEmpty();
    assertThat(end(silence.id(), hours(1))).isTrue();
    assertThat(end(silence.id(), hours(1))).isFalse();
    assertThat(end(silence.id() + 1, hours(1))).isFalse();
    assertThat(silences(null, hours(1))).isEmpty();
    assertThat(silences(Scope.DEFAULT, null))
        .extracting(found -> found.value().ended())
        .containsExactly(hours(1));
  }

  /** All its texts are typed by people and shown to others. */
  @Test
  void silence_hasNoSecretInAnyOfItsTexts() {
    Silence silence =
        store.ask(
            AlertStorePorts.SAVE_SILENCE,
            new Scoped<>(
                Scope.DEFAULT,
                new Silence(
                    0,
                    new TreeMap<>(
                        Map.of("source", "ada@example.org", "token", "abc", "rule", "Rule")),
                    "Ada <ada@example.org>",
                    "my password is hunter2",
                    TestEvent.NOON,
                    hours(1),
                    null)));
    assertThat(silence.author()).isEqualTo("Ada <[REDACTED]>");
    assertThat(silence.reason()).isEqualTo("my password is [REDACTED]");
    assertThat(silence.matchers())
        .containsEntry("source", "[REDACTED]")
        .containsEntry("token", "[REDACTED]")
        .containsEntry("rule", "Rule");
  }

  @Test
  void endedSilence_cannotBeEndedAgain() {
    Silence silence =
        store.ask(
            AlertStorePorts.SAVE_SILENCE,
            new Scoped<>(
                Scope.DEFAULT,
                new Silence(
                    0,
                    new TreeMap<>(Map.of("rule", "Rule")),
                    "ada",
                    "",
                    TestEvent.NOON,
                    hours(1),
                    null)));
    assertThat(end(silence.id(), hours(1))).isFalse();
  }

  @Test
  void activeSilences_areLimitedForEachTenant() {
    Scope greedy = new Scope("greedy", "p");
    insertSilences(greedy, SilenceRepository.MAX_ACTIVE, hours(1));
    insertSilences(greedy, 10, hours(-1));

    Throwable refused =
        store.askExpectingFailure(AlertStorePorts.SAVE_SILENCE, new Scoped<>(greedy, hour()));

    assertThat(Fault.from(refused).code()).isEqualTo("too_many_silences");
    assertThat(refused).hasMessageContaining("End some");
    store.ask(AlertStorePorts.SAVE_SILENCE, new Scoped<>(Scope.DEFAULT, hour()));
    store.database.execute("update silence set ended = starts where id = 1 and tenant = 'greedy'");
    store.ask(AlertStorePorts.SAVE_SILENCE, new Scoped<>(greedy, hour()));
  }

  @Test
  void activeSilences_areAllRead() {
    Scope greedy = new Scope("greedy", "p");
    insertSilences(greedy, 2 * PageLimit.MAX + 1, hours(1));

    assertThat(silences(greedy, hours(0))).hasSize(2 * PageLimit.MAX + 1).doesNotHaveDuplicates();
    assertThat(silences(Scope.DEFAULT, hours(0))).isEmpty();
  }

  /** More than the limit, which an insert into the table does not check. */
  private void insertSilences(Scope scope, int count, Instant ends) {
    store.database.execute(
        """
        insert into silence (id, tenant, project, matchers, author, reason, starts, ends)
        select n + (select count(*) from silence), '%s', '%s', '{"rule":"R"}', 'ada', '', timestamptz '%s', timestamptz '%s'
        from generate_series(1, %d) as n
        """
            .formatted(
                scope.tenant(), scope.project(), ends.minus(Duration.ofHours(1)), ends, count));
  }

  private static Silence hour() {
    return new Silence(
        0, new TreeMap<>(Map.of("rule", "R")), "ada", "", TestEvent.NOON, hours(1), null);
  }

  private boolean end(long id, Instant at) {
    return store.ask(AlertStorePorts.END_SILENCE, new EndSilence(Scope.DEFAULT, id, at));
  }

  private List<Scoped<Silence>> silences(Scope scope, Instant lastingAt) {
    return store.ask(AlertStorePorts.SILENCES, new SilencesOf(scope, lastingAt));
  }

  private static Instant hours(int hours) {
    return TestEvent.NOON.plus(Duration.ofHours(hours));
  }

  private void commit(long from, long to, Delivery... deliveries) {
    store.ask(
        AlertStorePorts.COMMIT_DELIVERY, new CommitDelivery("hook", from, to, List.of(deliveries)));
  }

  private long cursor(String channel) {
    return store.ask(StorePorts.CURSOR, "notification." + channel);
  }

  private Listing<Delivery> list(String channel, String outcome, int limit, String cursor) {
    return store.ask(
        AlertStorePorts.FIND_DELIVERIES,
        new DeliveryQuery(
            Scope.DEFAULT, channel, AlertRepositoryTest.id("a"), outcome, limit, cursor));
  }

  private List<LastDelivery> lastTold(String channel, Scoped<String> one, Scoped<String> two) {
    return store.ask(
        AlertStorePorts.LAST_DELIVERIES, new LastDeliveries(channel, List.of(one, two)));
  }

  private static Delivery delivery(String channel, long change, String outcome, int attempt) {
    return new Delivery(
        Scope.DEFAULT,
        channel,
        AlertRepositoryTest.id("a"),
        "Rule",
        change == 2 ? Alert.State.FIRING : Alert.State.RESOLVED,
        change,
        outcome,
        attempt,
        TestEvent.NOON,
        outcome.equals("failed") ? "http_503" : null);
  }
}
