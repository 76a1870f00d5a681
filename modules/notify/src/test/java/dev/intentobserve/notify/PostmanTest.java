package dev.intentobserve.notify;

import static dev.intentobserve.notify.Alerts.firing;
import static dev.intentobserve.notify.Alerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Silence;
import dev.intentobserve.notify.NotifyConfig.Channel;
import dev.intentobserve.notify.NotifyConfig.Kind;
import dev.intentobserve.testkit.Bus;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostmanTest {
  private static final Duration GROUP_WAIT = Duration.ofSeconds(10);

  private final FakeCellar cellar = new FakeCellar();
  private final Counted meters = new Counted();
  private Vertx vertx;
  private Sink sink;
  private Postman postman;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    cellar.open(vertx);
    sink = new Sink(vertx);
    postman = postman(Kind.WEBHOOK);
    run();
  }

  @AfterEach
  void close() {
    Bus.await(vertx.close());
  }

  @Test
  void changes_areToldTogetherAfterTheGroupWait() {
    cellar.changed(firing("a"));
    cellar.clock.advance(GROUP_WAIT.dividedBy(2));
    cellar.changed(firing("b"));
    cellar.clock.advance(GROUP_WAIT.dividedBy(2).minusMillis(1));
    run();
    assertThat(sink.got()).isEmpty();
    cellar.clock.advance(Duration.ofMillis(1));
    run();
    assertThat(told()).containsExactly("firing a, firing b");
    assertThat(cellar.outcomes("hook"))
        .containsExactly("2 delivered 1 http_200", "3 delivered 1 http_200");
    assertThat(cellar.cursor("hook")).isEqualTo(3);
    assertThat(meters.notifications("hook", "delivered")).isEqualTo(2);
    later(GROUP_WAIT);
    assertThat(sink.got()).hasSize(1);
  }

  @Test
  void nothingIsLostInOrder_whateverTheReceiverDoes() {
    postman = postman("hook", Kind.WEBHOOK, Duration.ofSeconds(5));
    cellar.changed(firing("a"));
    sink.next(
        Sink.status(500),
        Sink.status(503),
        Sink.hangUp(),
        Sink.hang(),
        Sink.status(301),
        Sink.status(408));
    for (int attempt = 1; attempt <= 6; attempt++) {
      later(Duration.ofMinutes(5));
    }
    sink.goDown();
    later(Duration.ofMinutes(5));
    cellar.changed(resolved("a"), firing("b"));
    later(Duration.ofMinutes(5));
    sink.comeBack();
    later(Duration.ofMinutes(5));
    cellar.changed(resolved("b"));
    later(Duration.ofMinutes(5));
    assertThat(told().subList(6, 8)).containsExactly("resolved a, firing b", "resolved b");
    assertThat(cellar.deliveries("hook"))
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
    assertThat(cellar.deliveries("hook"))
        .filteredOn(delivery -> delivery.outcome().equals("delivered"))
        .extracting(Delivery::change)
        .containsExactly(3L, 4L, 5L);
    assertThat(cellar.cursor("hook")).isEqualTo(5);
  }

  @Test
  void failedChannel_isLeftAloneForLongerAndLonger() {
    cellar.changed(firing("a"));
    sink.next(Sink.status(500), Sink.status(500), Sink.status(500));
    later(GROUP_WAIT);
    cellar.clock.advance(Duration.ofMillis(499));
    run();
    assertThat(sink.got()).hasSize(1);
    later(Duration.ofMillis(501));
    assertThat(sink.got()).hasSize(2);
    later(Duration.ofMillis(999));
    assertThat(sink.got()).hasSize(2);
    later(Duration.ofMillis(1001));
    assertThat(sink.got()).hasSize(3);
    assertThat(cellar.deliveries("hook")).extracting(Delivery::attempt).containsExactly(1, 2, 3);
  }

  @Test
  void retryAfter_isHonouredInSecondsAndAsADate() {
    cellar.changed(firing("a"));
    sink.next(Sink.retryAfter(429, "120"), Sink.retryAfter(503, "Sun, 01 Mar 2026 12:10:00 GMT"));
    later(GROUP_WAIT);
    later(Duration.ofSeconds(119));
    assertThat(sink.got()).hasSize(1);
    later(Duration.ofSeconds(1));
    assertThat(sink.got()).hasSize(2);
    cellar.clock.set(Alerts.NOON.plus(Duration.ofMinutes(10)).minusMillis(1));
    run();
    assertThat(sink.got()).hasSize(2);
    later(Duration.ofMillis(1));
    assertThat(sink.got()).hasSize(3);
  }

  @Test
  void whatIsRefused_isGivenUpAtOnceAndTheNextGoesOn() {
    cellar.changed(firing("a"), other("b"));
    sink.next(Sink.status(400));
    later(GROUP_WAIT);
    assertThat(cellar.outcomes("hook"))
        .containsExactly("2 given_up 1 http_400", "3 delivered 1 http_200");
    assertThat(meters.notifications("hook", "given_up")).isEqualTo(1);
    assertThat(cellar.cursor("hook")).isEqualTo(3);
  }

  @Test
  void whatFailsForTooLong_isGivenUpAtLast() {
    cellar.changed(firing("a"));
    sink.next(Sink.status(500), Sink.status(500));
    later(Duration.ofDays(3));
    later(Duration.ofMinutes(5));
    assertThat(cellar.outcomes("hook"))
        .containsExactly("2 failed 1 http_500", "2 given_up 2 http_500");
    assertThat(cellar.cursor("hook")).isEqualTo(2);
  }

  @Test
  void commitThatFails_isMadeUpForWithoutSendingAgain() {
    cellar.changed(firing("a"), other("b"));
    cellar.clock.advance(GROUP_WAIT);
    cellar.loseCommits(2);
    assertThat(((Fault) Bus.awaitFailure(postman.step())).code()).isEqualTo("store_unavailable");
    assertThat(Bus.awaitFailure(postman.step())).isInstanceOf(Fault.class);
    run();
    assertThat(told()).containsExactly("firing a", "firing b");
    assertThat(cellar.outcomes("hook"))
        .containsExactly("2 delivered 1 http_200", "3 delivered 1 http_200");
  }

  @Test
  void restartInTheMiddle_tellsTheRestOnly() {
    cellar.changed(firing("a"), other("b"));
    sink.next(Sink.status(200), Sink.status(503));
    later(GROUP_WAIT);
    assertThat(cellar.cursor("hook")).isEqualTo(1);
    postman = postman(Kind.WEBHOOK);
    run();
    assertThat(told()).containsExactly("firing a", "firing b", "firing b");
    assertThat(cellar.cursor("hook")).isEqualTo(3);
  }

  @Test
  void killedBetweenSendingAndWritingDown_tellsOnceMoreWithTheSameId() {
    cellar.changed(firing("a"));
    cellar.clock.advance(GROUP_WAIT);
    cellar.loseCommits(1);
    Bus.awaitFailure(postman.step());
    postman = postman(Kind.WEBHOOK);
    run();
    later(Duration.ofMinutes(1));
    assertThat(sink.got()).hasSize(2);
    assertThat(sink.got())
        .extracting(got -> got.headers().get(WebhookStyle.DELIVERY))
        .doesNotContainNull()
        .satisfies(ids -> assertThat(ids.get(0)).isEqualTo(ids.get(1)));
  }

  @Test
  void otherProcessThatMovedTheCursor_isLeftToIt() {
    cellar.changed(firing("a"));
    cellar.clock.advance(GROUP_WAIT);
    cellar.loseCommits(1);
    Bus.awaitFailure(postman.step());
    Postman other = postman(Kind.WEBHOOK);
    run(other);
    run();
    assertThat(cellar.cursor("hook")).isEqualTo(2);
    assertThat(sink.got()).hasSize(2);
  }

  @Test
  void newChannel_isToldWhatFiresAndNotThePast() {
    cellar.changed(firing("a"), firing("b"), resolved("a"));
    Postman late = postman("late", Kind.WEBHOOK);
    run(late);
    assertThat(told()).containsExactly("firing b");
    assertThat(cellar.outcomes("late")).containsExactly("3 delivered 1 http_200");
    assertThat(cellar.cursor("late")).isEqualTo(4);
  }

  @Test
  void newChannelKilledBeforeItTold_isToldAfterwards() {
    cellar.changed(firing("a"));
    sink.next(Sink.status(503));
    run(postman("late", Kind.WEBHOOK));
    cellar.clock.advance(Duration.ofSeconds(1));
    run(postman("late", Kind.WEBHOOK));
    assertThat(cellar.outcomes("late"))
        .containsExactly("2 failed 1 http_503", "2 delivered 1 http_200");
  }

  @Test
  void silencedAlert_isToldWhenTheSilenceEnds() {
    cellar.silence(
        Alerts.silence(7, Alerts.NOON.plus(Duration.ofMinutes(30)), "rule", "StaleIntent"));
    cellar.changed(firing("a"), other("b"));
    later(GROUP_WAIT);
    assertThat(told()).containsExactly("firing b");
    later(Duration.ofMinutes(29));
    assertThat(sink.got()).hasSize(1);
    later(Duration.ofMinutes(1));
    assertThat(told()).containsExactly("firing b", "firing a");
    assertThat(cellar.outcomes("hook"))
        .containsExactly(
            "3 delivered 1 http_200", "2 silenced 1 silence 7", "2 delivered 1 http_200");
    assertThat(meters.notifications("hook", "silenced")).isEqualTo(1);
  }

  @Test
  void silencesOfAnotherTenant_howeverManyEndNoneOfOurs() {
    cellar.silence(Alerts.silence(1, Alerts.NOON.plus(Duration.ofHours(1)), "intent", "a"));
    Silence other = Alerts.silence(2, Alerts.NOON.plus(Duration.ofHours(1)), "intent", "x").value();
    for (int n = 0; n < 2_000; n++) {
      cellar.silence(new Scoped<>(new Scope("greedy", "p"), other));
    }
    cellar.changed(firing("a"), firing("b"));
    later(GROUP_WAIT);
    assertThat(told()).containsExactly("firing b");
  }

  @Test
  void stillFiring_isToldAgainAfterTheInterval() {
    cellar.changed(firing("a"), firing("b"));
    later(GROUP_WAIT);
    cellar.changed(resolved("b"));
    later(GROUP_WAIT);
    later(Duration.ofHours(4).minus(GROUP_WAIT).minusMillis(1));
    assertThat(sink.got()).hasSize(2);
    later(Duration.ofMinutes(1));
    assertThat(told()).containsExactly("firing a, firing b", "resolved b", "firing a");
    assertThat(sink.got().getLast().json().getBoolean("reminder")).isTrue();
    assertThat(sink.got().getFirst().headers().get(WebhookStyle.DELIVERY))
        .isNotEqualTo(sink.got().getLast().headers().get(WebhookStyle.DELIVERY));
  }

  @Test
  void alertmanager_isToldWhatFiresEveryMinute() {
    Postman other = postman("am", Kind.ALERTMANAGER);
    run(other);
    cellar.changed(firing("a"));
    cellar.clock.advance(GROUP_WAIT);
    run(other);
    for (int minute = 1; minute <= 3; minute++) {
      cellar.clock.advance(Duration.ofMinutes(1));
      run(other);
    }
    assertThat(sink.got()).hasSize(4);
    assertThat(sink.got()).extracting(Sink.Got::path).containsOnly("/api/v2/alerts");
    assertThat(sink.got().getLast().array().getJsonObject(0).getString("endsAt"))
        .isEqualTo("2026-03-01T12:08:10Z");
    assertThat(cellar.outcomes("am")).containsExactly("2 delivered 1 http_200");
    assertThat(meters.notifications("am", "delivered")).isEqualTo(1);
    cellar.changed(resolved("a"));
    cellar.clock.advance(GROUP_WAIT);
    run(other);
    assertThat(sink.got().getLast().array().getJsonObject(0).getString("endsAt"))
        .isEqualTo("2026-03-01T12:01:30Z");
    cellar.clock.advance(Duration.ofMinutes(1));
    run(other);
    assertThat(sink.got()).hasSize(5);
  }

  @Test
  void alertmanagerThatWasAway_isToldWhatEndedMeanwhile() {
    Postman other = postman("am", Kind.ALERTMANAGER);
    run(other);
    cellar.changed(firing("a"));
    sink.goDown();
    cellar.clock.advance(GROUP_WAIT);
    run(other);
    cellar.changed(resolved("a"));
    cellar.clock.advance(Duration.ofHours(1));
    sink.comeBack();
    run(other);
    assertThat(sink.got()).hasSize(1);
    assertThat(sink.got().getLast().array().getJsonObject(0).getString("endsAt"))
        .isEqualTo("2026-03-01T12:01:30Z");
    assertThat(cellar.cursor("am")).isEqualTo(3);
  }

  @Test
  void resolvedDuringASilence_isWithheld() {
    cellar.changed(firing("a"));
    later(GROUP_WAIT);
    cellar.silence(Alerts.silence(7, Alerts.NOON.plus(Duration.ofHours(1)), "intent", "a"));
    cellar.changed(resolved("a"));
    later(GROUP_WAIT);
    later(Duration.ofHours(2));
    assertThat(told()).containsExactly("firing a");
    assertThat(cellar.outcomes("hook"))
        .containsExactly("2 delivered 1 http_200", "3 silenced 1 silence 7");
    assertThat(cellar.cursor("hook")).isEqualTo(3);
  }

  @Test
  void flood_isToldInFewMessages() {
    Alert[] flood = IntStream.range(0, 2_500).mapToObj(n -> firing("n" + n)).toArray(Alert[]::new);
    cellar.changed(flood);
    later(GROUP_WAIT);
    assertThat(sink.got()).hasSize(25);
    assertThat(cellar.deliveries("hook"))
        .extracting(Delivery::change)
        .doesNotHaveDuplicates()
        .hasSize(2_500);
  }

  @Test
  void endlessAnswer_isCutOff() {
    cellar.changed(firing("a"));
    sink.next(sink.babble());
    later(GROUP_WAIT);
    assertThat(cellar.outcomes("hook")).containsExactly("2 delivered 1 http_200");
    cellar.changed(resolved("a"));
    later(GROUP_WAIT);
    assertThat(told()).containsExactly("firing a", "resolved a");
  }

  private static Alert other(String name) {
    return Alerts.alert("Other", name, Severity.CRITICAL, Alert.State.FIRING);
  }

  private Postman postman(Kind kind) {
    return postman("hook", kind);
  }

  private Postman postman(String name, Kind kind) {
    return postman(name, kind, Duration.ofSeconds(30));
  }

  private Postman postman(String name, Kind kind, Duration timeout) {
    Channel channel = new Channel(name, kind, sink.url(), null, Severity.WARNING, timeout);
    NotifyConfig config = NotifyConfig.DEFAULT;
    Round round =
        new Round(
            config,
            channel,
            cellar.clock,
            meters,
            new Backoff(config, new Random(1)),
            new Carrier(vertx, channel, cellar.clock));
    return new Postman(vertx, config, channel, cellar.clock, round);
  }

  private void later(Duration duration) {
    cellar.clock.advance(duration);
    run();
  }

  private void run() {
    run(postman);
  }

  private static void run(Postman postman) {
    boolean more = true;
    while (more) {
      more = Bus.await(postman.step());
    }
  }

  /** What each request said, as {@code firing a, resolved b}. */
  private List<String> told() {
    return sink.got().stream()
        .map(
            got ->
                String.join(
                    ", ",
                    got.json().getJsonArray("alerts").stream()
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
