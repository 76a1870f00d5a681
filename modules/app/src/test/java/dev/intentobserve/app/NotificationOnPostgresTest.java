package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.notification.Notification;
import dev.intentobserve.notification.NotificationConfig;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.ChannelKind;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notification and the real store together: one acts by what the other stores. */
class NotificationOnPostgresTest {
  private final MutableClock clock = MutableClock.at("2026-03-01T12:00:00Z");
  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final Vertx outside = Vertx.vertx();
  private StoreConfig store;
  private String url;
  private Vertx vertx;

  @BeforeEach
  void open() {
    TestPostgres.Database db = TestPostgres.shared().create();
    store = StoreConfig.DEFAULT.at(db.host(), db.port(), db.name(), db.user(), db.password());
    Store.migrate(store);
    url =
        "http://127.0.0.1:"
            + TestFutures.await(
                    outside.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"))
                .actualPort();
    vertx = start();
  }

  @AfterEach
  void close() {
    TestFutures.await(vertx.close());
    TestFutures.await(outside.close());
  }

  @Test
  @Timeout(120)
  void alerts_areToldOverRestartsFailuresAndSilences() throws InterruptedException {
    tick(alert("a", Alert.State.FIRING));
    assertThat(next()).isEqualTo("firing a");
    status.set(503);
    tick(alert("a", Alert.State.RESOLVED));
    assertThat(next()).isEqualTo("resolved a");
    written(2);
    TestFutures.await(vertx.close());
    status.set(200);
    vertx = start();
    assertThat(next()).isEqualTo("resolved a");
    TestFutures.await(
        AlertStorePorts.SAVE_SILENCE.ask(
            vertx,
            new Scoped<>(
                Scope.DEFAULT,
                new Silence(
                    0,
                    new TreeMap<>(Map.of("name", "b")),
                    "ada",
                    "deploy",
                    clock.instant(),
                    clock.instant().plus(Duration.ofMinutes(30)),
                    null))));
    tick(alert("b", Alert.State.FIRING), alert("c", Alert.State.FIRING));
    assertThat(next()).isEqualTo("firing c");
    written(5);
    clock.advance(Duration.ofMinutes(29));
    assertThat(asTimeGoesOn()).isEqualTo("firing b");
    written(6);
    clock.advance(Duration.ofMinutes(180));
    assertThat(asTimeGoesOn()).isEqualTo("firing c");
    written(7);
    TestFutures.await(vertx.close());
    vertx = start();
    assertThat(outcomes())
        .startsWith("delivered a", "failed a", "delivered a")
        .endsWith("silenced b", "delivered b", "delivered c");
    assertThat(told).isEmpty();
  }

  private Vertx start() {
    Vertx started = Vertx.vertx();
    Channel channel =
        new Channel("hook", ChannelKind.WEBHOOK, url, null, Severity.INFO, Duration.ofSeconds(30));
    NotificationConfig defaults = NotificationConfig.DEFAULT;
    NotificationConfig config =
        new NotificationConfig(
            List.of(channel),
            Duration.ZERO,
            defaults.repeatInterval(),
            Duration.ofMinutes(1),
            defaults.longestPause(),
            defaults.giveUpAge(),
            defaults.externalUrl(),
            Duration.ofMillis(20));
    TestFutures.await(started.deployVerticle(Store.deployable(store, clock, Meters.NONE)));
    TestFutures.await(started.deployVerticle(Notification.deployable(config, clock, Meters.NONE)));
    return started;
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              request.response().setStatusCode(status.get()).end();
              told.add(said(body.toJsonObject().getJsonArray("alerts")));
            });
  }

  private static String said(JsonArray alerts) {
    return String.join(
        ", ",
        alerts.stream()
            .map(JsonObject.class::cast)
            .map(
                alert ->
                    alert.getString("status")
                        + " "
                        + alert.getJsonObject("labels").getString("name"))
            .sorted()
            .toList());
  }

  private String next() throws InterruptedException {
    return told.poll(60, TimeUnit.SECONDS);
  }

  /** Minute by minute: the module polls once in each, at any moment of it. */
  private String asTimeGoesOn() throws InterruptedException {
    String next = told.poll(50, TimeUnit.MILLISECONDS);
    while (next == null) {
      clock.advance(Duration.ofMinutes(1));
      next = told.poll(50, TimeUnit.MILLISECONDS);
    }
    return next;
  }

  private void written(int deliveries) {
    while (outcomes().size() < deliveries) {
      Thread.onSpinWait();
    }
  }

  private void tick(Alert... alerts) {
    List<Scoped<Alert>> changed =
        java.util.Arrays.stream(alerts).map(alert -> new Scoped<>(Scope.DEFAULT, alert)).toList();
    TestFutures.await(
        AlertStorePorts.COMMIT_EVALUATION.ask(
            vertx, new CommitEvaluation(clock.instant(), changed, List.of(), List.of())));
  }

  /** The oldest first. */
  private List<String> outcomes() {
    List<Delivery> deliveries =
        TestFutures.await(
                AlertStorePorts.FIND_DELIVERIES.ask(
                    vertx, new DeliveryQuery(Scope.DEFAULT, "hook", null, null, 100, null)))
            .items()
            .reversed();
    return deliveries.stream()
        .map(delivery -> delivery.outcome() + " " + name(delivery.alertId()))
        .toList();
  }

  private static String name(String id) {
    return List.of("a", "b", "c").stream()
        .filter(name -> alert(name, Alert.State.FIRING).id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Alert alert(String name, Alert.State state) {
    TreeMap<String, String> labels = new TreeMap<>(Map.of("name", name));
    MutableClock noon = MutableClock.at("2026-03-01T11:59:00Z");
    return Alert.builder()
        .id(Alert.idOf(Scope.DEFAULT, "Rule", labels))
        .rule("Rule")
        .severity(Severity.WARNING)
        .state(state)
        .labels(labels)
        .summary("summary")
        .description("description")
        .since(noon.instant())
        .fired(noon.instant())
        .resolved(state == Alert.State.RESOLVED ? noon.instant() : null)
        .build();
  }
}
