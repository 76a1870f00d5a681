package dev.intentobserve.notification;

import static dev.intentobserve.notification.AlertFixtures.firing;
import static dev.intentobserve.notification.AlertFixtures.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.ChannelKind;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelNotifierTest {
  private static final Duration GROUP_WAIT = Duration.ofSeconds(10);

  private final FakeAlertStore store = new FakeAlertStore();
  private final CountingMeters meters = new CountingMeters();
  private Vertx vertx;
  private FakeReceiver sink;
  private ChannelNotifier notifier;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    store.open(vertx);
    sink = new FakeReceiver(vertx);
    notifier = notifier(ChannelKind.WEBHOOK);
    run();
  }

  @AfterEach
  void close() {
    TestFutures.await(vertx.close());
  }

  @Test
  void changes_areSentTogetherAfterTheGroupWait() {
    store.changed(firing("a"));
    store.clock.advance(GROUP_WAIT.dividedBy(2));
    store.changed(firing("b"));
    store.clock.advance(GROUP_WAIT.dividedBy(2).minusMillis(1));
    run();
    assertThat(sink.received()).isEmpty();
    store.clock.advance(Duration.ofMillis(1));
    run();
    assertThat(sent()).containsExactly("firing a, firing b");
    assertThat(store.outcomes("hook"))
        .containsExactly("2 delivered 1 http_200", "3 delivered 1 http_200");
    assertThat(store.cursor("hook")).isEqualTo(3);
    assertThat(meters.notifications("hook", "delivered")).isEqualTo(2);
    later(GROUP_WAIT);
    assertThat(sink.received()).hasSize(1);
  }

  @Test
  void nothingIsLost_inOrder_whateverTheReceiverDoes() {
    notifier = notifier("hook", ChannelKind.WEBHOOK, Duration.ofSeconds(5));
    store.changed(firing("a"));
    sink.next(
        FakeReceiver.status(500),
        FakeReceiver.status(503),
        FakeReceiver.hangUp(),
        FakeReceiver.hang(),
        FakeReceiver.status(301),
        FakeReceiver.status(408));
    for (int attempt = 1; attempt <= 6; attempt++) {
      later(Duration.ofMinutes(5));
    }
    sink.goDown();
    later(Duration.ofMinutes(5));
    store.changed(resolved("a"), firing("b"));
    later(Duration.ofMinutes(5));
    sink.comeBack();
    later(Duration.ofMinutes(5));
    store.changed(resolved("b"));
    later(Duration.ofMinutes(5));
    assertThat(sent().subList(6, 8)).containsExactly("resolved a, firing b", "resolved b");
    assertThat(store.deliveries("hook"))
        .extracting(Delivery::detail)
        .startsWith(
            "http_500",
            "http_503",
            "connection_closed",
            "timeout",
            "http_301",
            "http_408",
            "connect_failed")
        .endsWith("http_200", "http_200", "http_200");
    assertThat(store.deliveries("hook"))
        .filteredOn(delivery -> delivery.outcome().equals("delivered"))
        .extracting(Delivery::change)
        .containsExactly(3L, 4L, 5L);
    assertThat(store.cursor("hook")).isEqualTo(5);
  }

  @Test
  void failedChannel_isRetriedAfterGrowingPauses() {
    store.changed(firing("a"));
    sink.next(FakeReceiver.status(500), FakeReceiver.status(500), FakeReceiver.status(500));
    later(GROUP_WAIT);
    store.clock.advance(Duration.ofMillis(499));
    run();
    assertThat(sink.received()).hasSize(1);
    later(Duration.ofMillis(501));
    assertThat(sink.received()).hasSize(2);
    later(Duration.ofMillis(999));
    assertThat(sink.received()).hasSize(2);
    later(Duration.ofMillis(1001));
    assertThat(sink.received()).hasSize(3);
    assertThat(store.deliveries("hook")).extracting(Delivery::attempt).containsExactly(1, 2, 3);
  }

  @Test
  void retryAfter_isHonouredInSecondsAndAsADate() {
    store.changed(firing("a"));
    sink.next(
        FakeReceiver.retryAfter(429, "120"),
        FakeReceiver.retryAfter(503, "Sun, 01 Mar 2026 12:10:00 GMT"));
    later(GROUP_WAIT);
    later(Duration.ofSeconds(119));
    assertThat(sink.received()).hasSize(1);
    later(Duration.ofSeconds(1));
    assertThat(sink.received()).hasSize(2);
    store.clock.set(AlertFixtures.NOON.plus(Duration.ofMinutes(10)).minusMillis(1));
    run();
    assertThat(sink.received()).hasSize(2);
    later(Duration.ofMillis(1));
    assertThat(sink.received()).hasSize(3);
  }

  @Test
  void rejectedMessage_isGivenUpAtOnce_andTheNextIsSent() {
    store.changed(firing("a"), other("b"));
    sink.next(FakeReceiver.status(400));
    later(GROUP_WAIT);
    assertThat(store.outcomes("hook"))
        .containsExactly("2 given_up 1 http_400", "3 delivered 1 http_200");
    assertThat(meters.notifications("hook", "given_up")).isEqualTo(1);
    assertThat(store.cursor("hook")).isEqualTo(3);
  }

  @Test
  void messageThatFailsForTooLong_isGivenUp() {
    store.changed(firing("a"));
    sink.next(FakeReceiver.status(500), FakeReceiver.status(500));
    later(Duration.ofDays(3));
    later(Duration.ofMinutes(5));
    assertThat(store.outcomes("hook"))
        .containsExactly("2 failed 1 http_500", "2 given_up 2 http_500");
    assertThat(store.cursor("hook")).isEqualTo(2);
  }

  @Test
  void failedCommit_isRepeatedWithoutSendingAgain() {
    store.changed(firing("a"), other("b"));
    store.clock.advance(GROUP_WAIT);
    store.loseCommits(2);
    assertThat(((Fault) TestFutures.awaitFailure(notifier.step())).code())
        .isEqualTo("store_unavailable");
    assertThat(TestFutures.awaitFailure(notifier.step())).isInstanceOf(Fault.class);
    run();
    assertThat(sent()).containsExactly("firing a", "firing b");
    assertThat(store.outcomes("hook"))
        .containsExactly("2 delivered 1 http_200", "3 delivered 1 http_200");
  }

  @Test
  void restartInTheMiddle_sendsTheRestOnly() {
    store.changed(firing("a"), other("b"));
    sink.next(FakeReceiver.status(200), FakeReceiver.status(503));
    later(GROUP_WAIT);
    assertThat(store.cursor("hook")).isEqualTo(1);
    notifier = notifier(ChannelKind.WEBHOOK);
    run();
    assertThat(sent()).containsExactly("firing a", "firing b", "firing b");
    assertThat(store.cursor("hook")).isEqualTo(3);
  }

  @Test
  void killedBetweenSendingAndStoring_sendsOnceMoreWithTheSameId() {
    store.changed(firing("a"));
    store.clock.advance(GROUP_WAIT);
    store.loseCommits(1);
    TestFutures.awaitFailure(notifier.step());
    notifier = notifier(ChannelKind.WEBHOOK);
    run();
    later(Duration.ofMinutes(1));
    assertThat(sink.received()).hasSize(2);
    assertThat(sink.received())
        .extracting(received -> received.headers().get(WebhookFormat.DELIVERY))
        .doesNotContainNull()
        .satisfies(ids -> assertThat(ids.get(0)).isEqualTo(ids.get(1)));
  }

  @Test
  void cursorMovedByAnotherProcess_isLeftToIt() {
    store.changed(firing("a"));
    store.clock.advance(GROUP_WAIT);
    store.loseCommits(1);
    TestFutures.awaitFailure(notifier.step());
    ChannelNotifier other = notifier(ChannelKind.WEBHOOK);
    run(other);
    run();
    assertThat(store.cursor("hook")).isEqualTo(2);
    assertThat(sink.received()).hasSize(2);
  }

  @Test
  void newChannel_isSentWhatFiresAndNotThePast() {
    store.changed(firing("a"), firing("b"), resolved("a"));
    ChannelNotifier late = notifier("late", ChannelKind.WEBHOOK);
    run(late);
    assertThat(sent()).containsExactly("firing b");
    assertThat(store.outcomes("late")).containsExactly("3 delivered 1 http_200");
    assertThat(store.cursor("late")).isEqualTo(4);
  }

  @Test
  void newChannelKilledBeforeSending_sendsAfterwards() {
    store.changed(firing("a"));
    sink.next(FakeReceiver.status(503));
    run(notifier("late", ChannelKind.WEBHOOK));
    store.clock.advance(Duration.ofSeconds(1));
    run(notifier("late", ChannelKind.WEBHOOK));
    assertThat(store.outcomes("late"))
        .containsExactly("2 failed 1 http_503", "2 delivered 1 http_200");
  }

  @Test
  void silencedAlert_isSentWhenTheSilenceEnds() {
    store.silence(
        AlertFixtures.silence(
            7, AlertFixtures.NOON.plus(Duration.ofMinutes(30)), "rule", "StaleIntent"));
    store.changed(firing("a"), other("b"));
    later(GROUP_WAIT);
    assertThat(sent()).containsExactly("firing b");
    later(Duration.ofMinutes(29));
    assertThat(sink.received()).hasSize(1);
    later(Duration.ofMinutes(1));
    assertThat(sent()).containsExactly("firing b", "firing a");
    assertThat(store.outcomes("hook"))
        .containsExactly(
            "3 delivered 1 http_200", "2 silenced 1 silence 7", "2 delivered 1 http_200");
    assertThat(meters.notifications("hook", "silenced")).isEqualTo(1);
  }

  @Test
  void manySilencesOfAnotherTenant_hideNoneOfOurs() {
    store.silence(
        AlertFixtures.silence(1, AlertFixtures.NOON.plus(Duration.ofHours(1)), "intent", "a"));
    Silence other =
        AlertFixtures.silence(2, AlertFixtures.NOON.plus(Duration.ofHours(1)), "intent", "x")
            .value();
    for (int n = 0; n < 2_000; n++) {
      store.silence(new Scoped<>(new Scope("greedy", "p"), other));
    }
    store.changed(firing("a"), firing("b"));
    later(GROUP_WAIT);
    assertThat(sent()).containsExactly("firing b");
  }

  @Test
  void stillFiring_isSentAgainAfterTheInterval() {
    store.changed(firing("a"), firing("b"));
    later(GROUP_WAIT);
    store.changed(resolved("b"));
    later(GROUP_WAIT);
    later(Duration.ofHours(4).minus(GROUP_WAIT).minusMillis(1));
    assertThat(sink.received()).hasSize(2);
    later(Duration.ofMinutes(1));
    assertThat(sent()).containsExactly("firing a, firing b", "resolved b", "firing a");
    assertThat(sink.received().getLast().json().getBoolean("reminder")).isTrue();
    assertThat(sink.received().getFirst().headers().get(WebhookFormat.DELIVERY))
        .isNotEqualTo(sink.received().getLast().headers().get(WebhookFormat.DELIVERY));
  }

  @Test
  void alertmanager_isSentWhatFiresEveryMinute() {
    ChannelNotifier other = notifier("am", ChannelKind.ALERTMANAGER);
    run(other);
    store.changed(firing("a"));
    store.clock.advance(GROUP_WAIT);
    run(other);
    for (int minute = 1; minute <= 3; minute++) {
      store.clock.advance(Duration.ofMinutes(1));
      run(other);
    }
    assertThat(sink.received()).hasSize(4);
    assertThat(sink.received())
        .extracting(FakeReceiver.ReceivedRequest::path)
        .containsOnly("/api/v2/alerts");
    assertThat(sink.received().getLast().array().getJsonObject(0).getString("endsAt"))
        .isEqualTo("2026-03-01T12:08:10Z");
    assertThat(store.outcomes("am")).containsExactly("2 delivered 1 http_200");
    assertThat(meters.notifications("am", "delivered")).isEqualTo(1);
    store.changed(resolved("a"));
    store.clock.advance(GROUP_WAIT);
    run(other);
    assertThat(sink.received().getLast().array().getJsonObject(0).getString("endsAt"))
        .isEqualTo("2026-03-01T12:01:30Z");
    store.clock.advance(Duration.ofMinutes(1));
    run(other);
    assertThat(sink.received()).hasSize(5);
  }

  @Test
  void alertmanagerThatWasDown_isSentWhatEndedMeanwhile() {
    ChannelNotifier other = notifier("am", ChannelKind.ALERTMANAGER);
    run(other);
    store.changed(firing("a"));
    sink.goDown();
    store.clock.advance(GROUP_WAIT);
    run(other);
    store.changed(resolved("a"));
    store.clock.advance(Duration.ofHours(1));
    sink.comeBack();
    run(other);
    assertThat(sink.received()).hasSize(1);
    assertThat(sink.received().getLast().array().getJsonObject(0).getString("endsAt"))
        .isEqualTo("2026-03-01T12:01:30Z");
    assertThat(store.cursor("am")).isEqualTo(3);
  }

  @Test
  void resolvedDuringASilence_isSilenced() {
    store.changed(firing("a"));
    later(GROUP_WAIT);
    store.silence(
        AlertFixtures.silence(7, AlertFixtures.NOON.plus(Duration.ofHours(1)), "intent", "a"));
    store.changed(resolved("a"));
    later(GROUP_WAIT);
    later(Duration.ofHours(2));
    assertThat(sent()).containsExactly("firing a");
    assertThat(store.outcomes("hook"))
        .containsExactly("2 delivered 1 http_200", "3 silenced 1 silence 7");
    assertThat(store.cursor("hook")).isEqualTo(3);
  }

  @Test
  void flood_isSentInFewMessages() {
    Alert[] flood = IntStream.range(0, 2_500).mapToObj(n -> firing("n" + n)).toArray(Alert[]::new);
    store.changed(flood);
    later(GROUP_WAIT);
    assertThat(sink.received()).hasSize(25);
    assertThat(store.deliveries("hook"))
        .extracting(Delivery::change)
        .doesNotHaveDuplicates()
        .hasSize(2_500);
  }

  @Test
  void endlessResponse_isCutOff() {
    store.changed(firing("a"));
    sink.next(sink.sendEndlessBody());
    later(GROUP_WAIT);
    assertThat(store.outcomes("hook")).containsExactly("2 delivered 1 http_200");
    store.changed(resolved("a"));
    later(GROUP_WAIT);
    assertThat(sent()).containsExactly("firing a", "resolved a");
  }

  private static Alert other(String name) {
    return AlertFixtures.alert("Other", name, Severity.CRITICAL, Alert.State.FIRING);
  }

  private ChannelNotifier notifier(ChannelKind kind) {
    return notifier("hook", kind);
  }

  private ChannelNotifier notifier(String name, ChannelKind kind) {
    return notifier(name, kind, Duration.ofSeconds(30));
  }

  private ChannelNotifier notifier(String name, ChannelKind kind, Duration timeout) {
    Channel channel = new Channel(name, kind, sink.url(), null, Severity.WARNING, timeout);
    NotificationConfig config = NotificationConfig.DEFAULT;
    ChannelSender sender =
        new ChannelSender(
            config,
            channel,
            store.clock,
            meters,
            config.backoff(new Random(1)),
            new HttpTransport(vertx, channel, store.clock));
    return new ChannelNotifier(vertx, config, channel, store.clock, sender);
  }

  private void later(Duration duration) {
    store.clock.advance(duration);
    run();
  }

  private void run() {
    run(notifier);
  }

  private static void run(ChannelNotifier notifier) {
    boolean more = true;
    while (more) {
      more = TestFutures.await(notifier.step());
    }
  }

  /** The content of each request, as {@code firing a, resolved b}. */
  private List<String> sent() {
    return sink.received().stream()
        .map(
            received ->
                String.join(
                    ", ",
                    received.json().getJsonArray("alerts").stream()
                        .map(JsonObject.class::cast)
                        .map(
                            alert ->
                                alert.getString("status")
                                    + " "
                                    + alert.getJsonObject("labels").getString("intent"))
                        .toList()))
        .toList();
  }
}
