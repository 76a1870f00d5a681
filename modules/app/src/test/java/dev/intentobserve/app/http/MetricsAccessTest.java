package dev.intentobserve.app.http;

import static dev.intentobserve.app.telemetry.FakeMetricsModule.point;
import static dev.intentobserve.testkit.TestFutures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.app.telemetry.FakeMetricsModule;
import dev.intentobserve.app.telemetry.MetricsScrape;
import dev.intentobserve.app.telemetry.MicrometerMeters;
import dev.intentobserve.app.telemetry.Readiness;
import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.MetricsPorts.AllMetrics;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.testkit.TestEvent;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees which metrics, on both ports. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsAccessTest {
  private static final Scope ACME = new Scope("acme", "web");
  private static final Scope BETA = new Scope("beta", "web");
  private static final List<String> OF_BETA =
      List.of("beta", "b-source", "b-product", "b-slo", "b-cluster", "b-channel", "/srv/b-file");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerMeters meters =
      new MicrometerMeters(registry, 100, new TimingSliCounter());
  private Vertx vertx;
  private HttpVerticle main;
  private HttpVerticle metrics;

  private record Answer(int status, String body) {}

  @BeforeEach
  void openVertx() {
    vertx = Vertx.vertx();
    await(MetricsPorts.METRICS.answer(vertx, all -> Future.succeededFuture(record(all))));
    await(StorePorts.HEAD.answer(vertx, head -> Future.succeededFuture(77L)));
    await(StorePorts.CURSOR.answer(vertx, cursor -> Future.succeededFuture(70L)));
    await(StorePorts.PING.answer(vertx, ping -> Future.succeededFuture(true)));
    ofTheProcess("a");
    ofTheProcess("b");
  }

  @AfterEach
  void closeVertx() {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"read-key", "admin-key"})
  void tenant_findsNoNameOfAnother_onEitherPort(String key) throws Exception {
    openWithKeys();
    for (int port : ports()) {
      for (String accept : List.of("text/plain", "application/openmetrics-text")) {
        Answer answer = get(port, "/metrics", bearer(key), "Accept: " + accept);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
            .contains("a-source", "a-product", "a-cluster")
            .contains("intent_observe_slo_budget_remaining{slo=\"a-slo\"} 0.5")
            .contains("intent_observe_slo_target{slo=\"a-slo\"}")
            .contains("intent_observe_metrics_complete 1")
            .contains("intent_observe_record_head 77")
            .doesNotContain(OF_BETA);
      }
    }
  }

  @Test
  void tenant_seesOnlyLabelsThatHoldWordsOfTheProgram() throws Exception {
    openWithKeys();
    meters.count("intent_observe.new.things", 1, "surprise", "b-surprise");
    meters.gauge(
        TelemetryNames.ALERTS_FIRING,
        3,
        TelemetryNames.LABEL_RULE,
        "SloBurn",
        TelemetryNames.LABEL_SEVERITY,
        "info");
    assertThat(get(metrics.port(), "/metrics", bearer("read-key")).body())
        .doesNotContain("surprise", "intent_observe_alerts_firing", "file:")
        .contains("intent_observe_export_up{destination=\"export.logs\"} 1");
  }

  @Test
  void tenant_whoseRecordDoesNotAnswer_seesNoObjectiveOfTheProcessEither() throws Exception {
    await(vertx.close());
    vertx = Vertx.vertx();
    openWithKeys();
    assertThat(get(metrics.port(), "/metrics", bearer("read-key")).body())
        .contains("intent_observe_metrics_complete 0")
        .doesNotContain("a-slo")
        .doesNotContain(OF_BETA);
  }

  @Test
  void scraper_seesTheWholeInstallation_onEitherPort() throws Exception {
    openWithKeys();
    for (int port : ports()) {
      assertThat(get(port, "/metrics", bearer("metrics-key")).body())
          .contains("a-source", "b-source", "a-product", "b-product", "a-slo", "b-slo")
          .contains("b-channel", "/srv/b-file");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /api/v1/events,             403",
    "GET,    /api/v1/metrics,            403",
    "GET,    /api/v1/slos,               403",
    "GET,    /,                          403",
    "GET,    /admin,                     403",
    "GET,    /eventbus/info,             403",
    "GET,    /eventbus/websocket,        403",
    "GET,    /metrics/all,               404",
    "GET,    /metrics/../api/v1/events,  400",
    "POST,   /metrics,                   405",
    "POST,   /api/v1/events,             403",
    "POST,   /otlp/v1/logs,              404",
    "DELETE, /api/v1/dead-letters/1,     403",
  })
  void scraper_canDoNothingElse(String method, String path, int status) throws Exception {
    openWithKeys();
    for (int port : ports()) {
      assertThat(ask(port, method, path, bearer("metrics-key")).status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics,           -,          401",
    "/metrics,           wrong-key,  401",
    "/metrics,           ingest-key, 403",
    "/assets/../metrics, -,          400",
    "/health/live,       -,          200",
    "/health/ready,      -,          200",
  })
  void withKeys_bothPortsAskForOne_exceptForHealth(String path, String key, int status)
      throws Exception {
    openWithKeys();
    for (int port : ports()) {
      String sent = key.equals("-") ? "X-Nothing: 1" : bearer(key);
      assertThat(get(port, path, sent).status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9090,     200",
    "127.0.0.1:9090,     200",
    "evil.example,       403",
    "127.0.0.1.nip.io,   403",
    "intent-observe:9090, 403",
  })
  void withoutKeys_bothPortsServeThisMachineOnly(String host, int status) throws Exception {
    open("http: {port: 0, metrics_port: 0}");
    for (int port : ports()) {
      Answer answer = exchange(port, "GET", "/metrics", host);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.body().contains("a-source")).isEqualTo(status == 200);
    }
  }

  @Test
  void afterARestart_headAndCursorsAreThereBeforeAnythingMoves() throws Exception {
    registry.clear();
    open("http: {port: 0, metrics_port: 0}");
    assertThat(get(metrics.port(), "/metrics").body())
        .contains("\nintent_observe_record_head 77.0\n")
        .contains("\nintent_observe_cursor_position{cursor=\"metrics\"} 70.0\n")
        .contains("\nintent_observe_cursor_position{cursor=\"trace\"} 70.0\n");
  }

  @Test
  void wrongKeys_countTogetherOnBothPorts() throws Exception {
    openWithKeys();
    for (int n = 0; n < 15; n++) {
      for (int port : ports()) {
        assertThat(get(port, "/metrics", bearer("guess-" + n)).status()).isEqualTo(401);
      }
    }
    for (int port : ports()) {
      assertThat(get(port, "/metrics", bearer("one-more")).status()).isEqualTo(429);
      assertThat(get(port, "/metrics", bearer("metrics-key")).status()).isEqualTo(200);
    }
  }

  private void ofTheProcess(String owner) {
    String slo = owner + "-slo";
    meters.gauge(TelemetryNames.SLO_BUDGET_REMAINING, 0.5, TelemetryNames.LABEL_SLO, slo);
    meters.gauge(
        TelemetryNames.SLO_STATE,
        1,
        TelemetryNames.LABEL_SLO,
        slo,
        TelemetryNames.LABEL_STATE,
        "ok");
    meters.gauge(
        TelemetryNames.SLO_BURN_RATE,
        1,
        TelemetryNames.LABEL_SLO,
        slo,
        TelemetryNames.LABEL_WINDOW,
        "1h");
    meters.count(
        TelemetryNames.METRIC_NOTIFICATIONS, 1, TelemetryNames.LABEL_CHANNEL, owner + "-channel");
    meters.gauge(
        TelemetryNames.METRIC_TAIL_LAG_BYTES,
        1,
        TelemetryNames.LABEL_RECEIVER,
        "file:/srv/" + owner + "-file.jsonl");
    meters.gauge(
        TelemetryNames.METRIC_EXPORT_UP,
        1,
        TelemetryNames.LABEL_DESTINATION,
        TelemetryNames.EXPORT_LOGS);
  }

  private static List<Metric> record(AllMetrics question) {
    List<String> owners =
        question.scope() == null
            ? List.of("a", "b")
            : List.of(question.scope().equals(ACME) ? "a" : "b");
    return List.of(
        counter(TelemetryNames.INTENT_SIGNALS, TelemetryNames.LABEL_SOURCE, "-source", owners),
        counter(TelemetryNames.INTENT_SPECS, TelemetryNames.LABEL_PRODUCT, "-product", owners),
        counter(TelemetryNames.INTENT_EVENTS, TelemetryNames.LABEL_CLUSTER, "-cluster", owners),
        new Metric(
            TelemetryNames.SLO_TARGET,
            Metric.Type.GAUGE,
            "",
            "help",
            List.of(),
            owners.stream()
                .map(owner -> point(0.9, TelemetryNames.LABEL_SLO, owner + "-slo"))
                .toList()));
  }

  private static Metric counter(String name, String label, String suffix, List<String> owners) {
    return FakeMetricsModule.counter(
        name,
        owners.stream().map(owner -> point(1, label, owner + suffix)).toArray(Metric.Point[]::new));
  }

  private void openWithKeys() {
    open(
        "http: {host: 0.0.0.0, port: 0, metrics_host: 0.0.0.0, metrics_port: 0}\nauth: {keys: ["
            + String.join(
                ", ",
                key("ingest", ACME),
                key("read", ACME),
                key("admin", ACME),
                key("metrics", BETA))
            + "]}");
  }

  private static String key(String role, Scope scope) {
    return "{name: %s, key_sha256: '%s', role: %s, tenant: %s, project: %s}"
        .formatted(role, Digests.sha256(role + "-key"), role, scope.tenant(), scope.project());
  }

  private void open(String yaml) {
    AppConfig config = ConfigParserTest.fromYaml(yaml);
    InstantSource clock = InstantSource.fixed(TestEvent.NOON);
    MetricsScrape scrape =
        new MetricsScrape(registry, () -> true, Set.of(MetricsPorts.CURSOR, "trace"));
    OpsRoutes ops = new OpsRoutes(scrape, new Readiness(clock, false));
    HttpHandlerChain handlerChain =
        new HttpHandlerChain(config, clock, meters, ops, (router, unused) -> {});
    main = HttpVerticle.api(handlerChain);
    metrics = HttpVerticle.metrics(handlerChain);
    await(vertx.deployVerticle(main));
    await(vertx.deployVerticle(metrics));
  }

  private int[] ports() {
    return IntStream.of(main.port(), metrics.port()).toArray();
  }

  private static String bearer(String key) {
    return "Authorization: Bearer " + key;
  }

  private Answer get(int port, String path, String... headers) throws Exception {
    return ask(port, "GET", path, headers);
  }

  private Answer ask(int port, String method, String path, String... headers) throws Exception {
    return exchange(port, method, path, "localhost", headers);
  }

  /** Over a socket, so that no client tidies up the path. */
  private static Answer exchange(
      int port, String method, String path, String host, String... headers) throws Exception {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\nConnection: close\r\nContent-Length: 0\r\n");
    List.of(headers).forEach(header -> request.append(header).append("\r\n"));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(Integer.parseInt(text.split(" ", 3)[1]), text);
    }
  }
}
