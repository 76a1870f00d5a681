package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.testkit.TestFutures;
import dev.intentobserve.testkit.TestPostgres;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one database: both take in and answer, one of them does the rest. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeaderElectionTest {
  private static final String LEADS = "\nintent_observe_leader 1.0\n";
  private static final String FOLLOWS = "\nintent_observe_leader 0.0\n";
  private static final String OF_THE_RECORD = "\nintent_events_total{";

  @TempDir Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<String> shipped = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<String> everShipped = new ArrayList<>();
  private final List<String> everTold = new ArrayList<>();
  private TestPostgres.Database database;
  private int port;

  @BeforeEach
  void listen() {
    database = TestPostgres.shared().create();
    port =
        TestFutures.await(
                vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"))
            .actualPort();
  }

  @AfterEach
  void close() {
    TestFutures.await(vertx.close());
  }

  @Test
  void oneOfTwo_shipsAndTells_andTheOtherTakesOverWhenItIsKilled() throws Exception {
    try (ServiceProcess first = running("first");
        ServiceProcess second = running("second")) {
      first.start();
      second.start();
      assertThat(metrics(first)).contains(LEADS);
      assertThat(metrics(second)).contains(FOLLOWS).doesNotContain(OF_THE_RECORD);
      assertThat(second.get("/health/ready").statusCode()).isEqualTo(200);

      send(first, "one");
      send(second, "two");
      awaitShipped("one", "two");
      awaitTold(testFire(first), testFire(second));
      assertThat(second.get("/api/v1/metrics").statusCode()).isEqualTo(200);
      assertThat(second.get("/api/v1/slos").statusCode()).isEqualTo(200);
      assertThat(second.get("/api/v1/traces/INT-one").statusCode()).isEqualTo(200);
      awaitWrittenDown(2, 4);

      first.kill();
      send(second, "three");
      awaitShipped("three");
      awaitTold(testFire(second));
      assertThat(metrics(second)).contains(LEADS);
      awaitWrittenDown(3, 6);

      first.start();
      assertThat(metrics(first)).contains(FOLLOWS);
      send(first, "four");
      awaitShipped("four");

      assertThat(everShipped).containsExactlyInAnyOrder("one", "two", "three", "four");
      assertThat(shipped).isEmpty();
      assertThat(everTold).doesNotHaveDuplicates().hasSize(6);
      assertThat(told).isEmpty();
      assertThat(Files.readString(directory.resolve("second/log")))
          .contains("another process is the leader", "this process is the leader");
      assertThat(second.stop()).isZero();
    }
  }

  @Test
  void lostConnection_endsTheLead_andOneOfTheTwoLeadsAgain() throws Exception {
    try (ServiceProcess first = running("first");
        ServiceProcess second = running("second")) {
      first.start();
      second.start();
      send(first, "one");
      awaitShipped("one");
      database.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
              + " current_database() and application_name = 'intent-observe leader'");
      send(second, "two");
      awaitShipped("two");
      awaitOneLeads(first, second);
      assertThat(first.get("/api/v1/traces/INT-two").statusCode()).isEqualTo(200);
      assertThat(second.get("/api/v1/traces/INT-two").statusCode()).isEqualTo(200);
    }
  }

  private ServiceProcess running(String name) throws Exception {
    String sink = "http://127.0.0.1:" + port;
    return ServiceProcess.in(Files.createDirectory(directory.resolve(name)))
        .with("INTENT_OBSERVE_DATABASE_HOST", database.host())
        .with("INTENT_OBSERVE_DATABASE_PORT", Integer.toString(database.port()))
        .with("INTENT_OBSERVE_DATABASE_NAME", database.name())
        .with("INTENT_OBSERVE_DATABASE_USER", database.user())
        .with("INTENT_OBSERVE_DATABASE_PASSWORD", database.password())
        .with("INTENT_OBSERVE_ALERTS_CHANNELS_0_NAME", "hook")
        .with("INTENT_OBSERVE_ALERTS_CHANNELS_0_KIND", "webhook")
        .with("INTENT_OBSERVE_ALERTS_CHANNELS_0_URL", sink + "/told")
        .with("INTENT_OBSERVE_ALERTS_GROUP_WAIT", "1ms")
        .with("INTENT_OBSERVE_ALERTS_TICK", "1s")
        .with("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", sink + "/v1/logs")
        .with("OTEL_TRACES_EXPORTER", "none")
        .with("OTEL_METRICS_EXPORTER", "none");
  }

  private static void send(ServiceProcess running, String event) throws Exception {
    HttpResponse<String> answer =
        running.post(
            "/api/v1/events",
            "application/json",
            "{\"event_id\":\"%s\",\"event_type\":\"intent.proposed\",\"intent_id\":\"INT-%s\"}"
                .formatted(event, event));
    assertThat(answer.body()).contains("\"stored\":1");
  }

  /** The id of an alert that fires now and is over at the next tick. */
  private static String testFire(ServiceProcess running) throws Exception {
    HttpResponse<String> answer = running.post("/api/v1/alerts/test", "application/json", "");
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return new JsonObject(answer.body()).getJsonObject("labels").getString("at");
  }

  private static String metrics(ServiceProcess running) throws Exception {
    return running.get("/metrics").body();
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              if (request.path().equals("/told")) {
                tell(body.toJsonObject());
              } else {
                ship(body);
              }
              request.response().end();
            });
  }

  private void tell(JsonObject message) {
    message
        .getJsonArray("alerts")
        .forEach(
            item -> {
              JsonObject alert = (JsonObject) item;
              String at = alert.getJsonObject("labels").getString("at");
              if (at != null) {
                told.add(alert.getString("status") + " " + at);
              }
            });
  }

  private void ship(Buffer body) {
    try {
      ExportLogsServiceRequest.parseFrom(body.getBytes()).getResourceLogsList().stream()
          .flatMap(resource -> resource.getScopeLogsList().stream())
          .flatMap(scope -> scope.getLogRecordsList().stream())
          .flatMap(line -> line.getAttributesList().stream())
          .filter(attribute -> attribute.getKey().equals(TelemetryNames.ATTR_EVENT_ID))
          .map(KeyValue::getValue)
          .forEach(id -> shipped.add(id.getStringValue()));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitShipped(String... events) throws InterruptedException {
    await(shipped, everShipped, List.of(events));
  }

  /** That each fires, and that it is over. */
  private void awaitTold(String... alerts) throws InterruptedException {
    List<String> changes = new ArrayList<>();
    for (String alert : alerts) {
      changes.add("firing " + alert);
      changes.add("resolved " + alert);
    }
    await(told, everTold, changes);
  }

  private static void await(BlockingQueue<String> from, List<String> into, List<String> wanted)
      throws InterruptedException {
    while (!into.containsAll(wanted)) {
      String next = from.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("waiting for %s, had %s", wanted, into).isNotNull();
      into.add(next);
    }
  }

  /** What arrived may still have to be remembered, and is sent again where that did not happen. */
  private void awaitWrittenDown(int events, int deliveries) {
    String cursor = "select position from cursor where name = 'export.logs'";
    String log = "select count(*) from delivery where outcome = 'delivered'";
    while (Integer.parseInt(database.value(cursor)) < events
        || Integer.parseInt(database.value(log)) < deliveries) {
      Thread.onSpinWait();
    }
  }

  private static void awaitOneLeads(ServiceProcess first, ServiceProcess second) throws Exception {
    boolean one = false;
    while (!one) {
      one = metrics(first).contains(LEADS) != metrics(second).contains(LEADS);
    }
  }
}
