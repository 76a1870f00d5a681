package dev.intentobserve.notification;

import static dev.intentobserve.notification.AlertFixtures.firing;
import static dev.intentobserve.notification.AlertFixtures.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.ChannelKind;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager, as Debian packs it, accepts our alerts, groups them and resolves them. */
@Tag("peer")
class AlertmanagerDeliveryPeerTest {
  private static final String CONFIG =
      """
      route:
        receiver: sink
        group_by: [alertname]
        group_wait: 1s
        group_interval: 1s
      receivers:
        - name: sink
          webhook_configs:
            - url: %s/from-alertmanager
      """;

  @TempDir Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final FakeAlertStore store = new FakeAlertStore();
  private FakeReceiver sink;
  private Process alertmanager;
  private ChannelNotifier notifier;

  @BeforeEach
  void open() throws IOException {
    store.clock.set(Instant.now());
    store.open(vertx);
    sink = new FakeReceiver(vertx);
    notifier = notifier("http://" + startAlertmanager());
    run();
  }

  @AfterEach
  void close() {
    // Through its handle, which leaves the stream open for who reads it: it then simply ends.
    alertmanager.toHandle().destroy();
    alertmanager.onExit().join();
    TestFutures.await(vertx.close());
  }

  @Test
  void alerts_areAcceptedGroupedAndResolved() {
    Alert other = AlertFixtures.alert("Other", "c", Severity.CRITICAL, Alert.State.FIRING);
    store.changed(firing("a"), firing("b"), other);
    run();
    assertThat(store.deliveries("am")).hasSize(3).allMatch(d -> d.outcome().equals("delivered"));
    JsonObject stale = sent("firing a", "firing b");
    assertThat(StaleOrOther.rule(stale)).isEqualTo("StaleIntent");
    assertThat(StaleOrOther.rule(sent("firing c"))).isEqualTo("Other");
    JsonObject alert = stale.getJsonArray("alerts").getJsonObject(0);
    assertThat(alert.getString("generatorURL")).startsWith("http://127.0.0.1:8080/api/v1/alerts/");
    assertThat(alert.getJsonObject("annotations").getString("summary")).endsWith("is stale");
    store.changed(resolved("a"));
    run();
    assertThat(sent("resolved a", "firing b").getString("status")).isEqualTo("firing");
    store.clock.advance(Duration.ofMinutes(2));
    run();
    store.changed(resolved("b"));
    run();
    assertThat(sent("resolved b").getString("status")).isEqualTo("resolved");
  }

  /** Parses what Alertmanager sends to webhooks. */
  private static final class StaleOrOther {
    static String rule(JsonObject body) {
      return body.getJsonObject("groupLabels").getString("alertname");
    }

    static Set<String> states(JsonObject body) {
      return body.getJsonArray("alerts").stream()
          .map(JsonObject.class::cast)
          .map(
              alert ->
                  alert.getString("status")
                      + " "
                      + alert.getJsonObject("labels").getString("intent"))
          .collect(Collectors.toSet());
    }
  }

  /**
   * The first notification about exactly these. Alertmanager sends an alert at once that started
   * before the group's wait, so one that comes a moment later may be missing from the first
   * notification of its group; it is sent with the others after the group's interval.
   */
  private JsonObject sent(String... states) {
    return TestFutures.await(
            sink.first(received -> StaleOrOther.states(received.json()).equals(Set.of(states))))
        .json();
  }

  private void run() {
    boolean more = true;
    while (more) {
      more = TestFutures.await(notifier.step());
    }
  }

  private ChannelNotifier notifier(String url) {
    Channel channel =
        new Channel(
            "am", ChannelKind.ALERTMANAGER, url, null, Severity.INFO, Duration.ofSeconds(30));
    NotificationConfig defaults = NotificationConfig.DEFAULT;
    NotificationConfig config =
        new NotificationConfig(
            List.of(channel),
            Duration.ZERO,
            defaults.repeatInterval(),
            defaults.firstPause(),
            defaults.longestPause(),
            defaults.giveUpAge(),
            defaults.externalUrl(),
            defaults.wake());
    ChannelSender sender =
        new ChannelSender(
            config,
            channel,
            store.clock,
            Meters.NONE,
            config.backoff(new java.util.Random(1)),
            new HttpTransport(vertx, channel, store.clock));
    return new ChannelNotifier(vertx, config, channel, store.clock, sender);
  }

  /** Answers the address it listens on, once it does. */
  private String startAlertmanager() throws IOException {
    Path config =
        Files.writeString(directory.resolve("alertmanager.yml"), CONFIG.formatted(sink.url()));
    alertmanager =
        new ProcessBuilder(
                "prometheus-alertmanager",
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:0",
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .start();
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(alertmanager.getInputStream(), StandardCharsets.UTF_8));
    Pattern listening = Pattern.compile("Listening on.*address=(127\\.0\\.0\\.1:[0-9]+)");
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher address = listening.matcher(line);
      if (address.find()) {
        Thread.ofVirtual().start(() -> output.lines().forEach(rest -> {}));
        return address.group(1);
      }
    }
    throw new AssertionError("prometheus-alertmanager does not start:\n" + said);
  }
}
