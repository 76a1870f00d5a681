package dev.intentobserve.notification;

import static dev.intentobserve.notification.AlertFixtures.firing;
import static dev.intentobserve.notification.AlertFixtures.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.ChannelKind;
import dev.intentobserve.ports.EventBusApi;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NotificationTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeAlertStore store = new FakeAlertStore();

  @AfterEach
  void close() {
    TestFutures.await(vertx.close());
  }

  @Test
  void hintedChange_isSent_andADeadChannelDelaysNoOther() {
    store.open(vertx);
    FakeReceiver sink = new FakeReceiver(vertx);
    FakeReceiver dead = new FakeReceiver(vertx);
    dead.goDown();
    deploy(
        config(
            channel("dead", ChannelKind.WEBHOOK, dead.url()),
            channel("hook", ChannelKind.WEBHOOK, sink.url()),
            channel("chat", ChannelKind.SLACK, sink.url() + "/services/T0/B0/x")));
    store.changedAndHinted(vertx, firing("a"));
    assertThat(TestFutures.await(sink.await(2)))
        .extracting(FakeReceiver.ReceivedRequest::path)
        .containsExactlyInAnyOrder("/", "/services/T0/B0/x");
    assertThat(store.deliveries("dead")).allMatch(d -> d.outcome().equals("failed"));
  }

  @Test
  void everyChange_isPublishedOnTheBus() throws InterruptedException {
    store.open(vertx);
    store.changed(firing("before"));
    LinkedBlockingQueue<Message<JsonObject>> heard = new LinkedBlockingQueue<>();
    TestFutures.await(
        vertx.eventBus().<JsonObject>consumer(EventBusApi.ALERTS, heard::add).completion());
    deploy(config());
    store.changedAndHinted(vertx, firing("a"), resolved("a"));
    Message<JsonObject> first = heard.poll(60, TimeUnit.SECONDS);
    Message<JsonObject> second = heard.poll(60, TimeUnit.SECONDS);
    assertThat(first.headers().get(EventBusApi.TENANT)).isEqualTo("default");
    assertThat(first.headers().get(EventBusApi.PROJECT)).isEqualTo("default");
    assertThat(first.body().getString("id")).isEqualTo(firing("a").id());
    assertThat(first.body().getString("state")).isEqualTo("firing");
    assertThat(first.body().getLong("change")).isEqualTo(3);
    assertThat(first.body().getString("changed_at")).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(second.body().getString("state")).isEqualTo("resolved");
  }

  @Test
  void module_startsBeforeTheStore_andKeepsItsUrlsOutOfTheLog() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    try {
      FakeReceiver sink = new FakeReceiver(vertx);
      sink.next(FakeReceiver.status(403), FakeReceiver.status(500));
      deploy(config(channel("chat", ChannelKind.SLACK, sink.url() + "/services/T0/B0/hush")));
      store.open(vertx);
      Promise<Void> registered = Promise.promise();
      vertx.setPeriodic(
          5,
          timer -> {
            if (store.cursor("chat") > 0 && registered.tryComplete()) {
              vertx.cancelTimer(timer);
            }
          });
      TestFutures.await(registered.future());
      store.changedAndHinted(vertx, firing("a"));
      TestFutures.await(sink.await(1));
      TestFutures.await(vertx.close());
      assertThat(log.list)
          .filteredOn(line -> line.getLoggerName().equals(ChannelSender.class.getName()))
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly("channel did not accept a notification");
      assertThat(log.list)
          .extracting(line -> line.getFormattedMessage() + line.getKeyValuePairs())
          .noneMatch(line -> line.contains("hush") || line.contains("127.0.0.1"));
    } finally {
      root.detachAppender(log);
    }
  }

  @Test
  void config_printsNoSecrets() {
    Channel channel =
        new Channel(
            "hook",
            ChannelKind.WEBHOOK,
            "https://h.example/hush",
            "s3cret",
            Severity.INFO,
            Duration.ofSeconds(1));
    assertThat(NotificationConfig.DEFAULT.withChannels(List.of(channel)).toString())
        .doesNotContain("hush", "s3cret");
  }

  @Test
  void config_rejectsInvalidValues() {
    for (String url :
        List.of(
            "",
            "h.example/in",
            "ftp://h.example",
            "http:///in",
            "http://u:p@h/in",
            "http://h/#x",
            "a b")) {
      assertThatThrownBy(() -> channel("hook", ChannelKind.WEBHOOK, url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http://");
    }
    for (String name : List.of("", "Hook", "a/b", "-a", "a".repeat(64))) {
      assertThatThrownBy(() -> channel(name, ChannelKind.WEBHOOK, "http://h"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Channel twice = channel("hook", ChannelKind.WEBHOOK, "http://h");
    assertThatThrownBy(() -> config(twice, twice)).hasMessageContaining("same name");
  }

  private void deploy(NotificationConfig config) {
    TestFutures.await(
        vertx.deployVerticle(Notification.deployable(config, store.clock, Meters.NONE)));
  }

  private static Channel channel(String name, ChannelKind kind, String url) {
    return new Channel(name, kind, url, null, Severity.INFO, Duration.ofSeconds(30));
  }

  private static NotificationConfig config(Channel... channels) {
    NotificationConfig defaults = NotificationConfig.DEFAULT;
    return new NotificationConfig(
        List.of(channels),
        Duration.ZERO,
        defaults.repeatInterval(),
        defaults.firstPause(),
        defaults.longestPause(),
        defaults.giveUpAge(),
        defaults.externalUrl(),
        Duration.ofMillis(20));
  }
}
