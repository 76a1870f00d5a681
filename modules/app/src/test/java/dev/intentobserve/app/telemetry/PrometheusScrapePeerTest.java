package dev.intentobserve.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.PeerPrograms;
import dev.intentobserve.app.Service;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.app.http.HttpHandlerChain;
import dev.intentobserve.app.http.HttpVerticle;
import dev.intentobserve.app.http.OpsRoutes;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.testkit.TestFutures;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What promtool and a real Prometheus make of our figures. */
@Tag("peer")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PrometheusScrapePeerTest {
  private static final String SIGNAL =
      "{\"event_type\":\"signal.captured\",\"signal_id\":\"SIG-1\",\"source\":\"cli\"}";

  private static final String CYCLES =
      "intent_cycle_time_signal_to_intent_seconds_bucket{job=\"record\",le=\"14400.0\"}";

  @TempDir static Path directory;
  private static Service service;
  private static Vertx vertx;
  private static HttpVerticle fake;

  @BeforeAll
  static void open() throws Exception {
    String yaml = "data_dir: '" + directory + "'\nhttp: {port: 0, metrics_port: 0}\n";
    service = new Service(ConfigParserTest.fromYaml(yaml));
    service.open(Map.of(), InstantSource.system());
    use(service.port());
    vertx = Vertx.vertx();
    fake = serviceWithFakeMetrics();
    TestFutures.await(vertx.deployVerticle(fake));
  }

  @AfterAll
  static void close() {
    service.close();
    TestFutures.await(vertx.close());
  }

  @Test
  void promtool_hasNothingToSay_aboutTheRunningProduct() throws Exception {
    assertClean(service.metricsPort());
  }

  @Test
  void promtool_hasNothingToSay_aboutMetricsOfTheRecord() throws Exception {
    assertClean(fake.port());
  }

  @Test
  void prometheus_answersForOurMetricsAndTheRecords_andKeepsExemplars() throws Exception {
    String config =
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
          - job_name: product
            static_configs: [{targets: ['127.0.0.1:%d']}]
          - job_name: record
            static_configs: [{targets: ['127.0.0.1:%d']}]
        """
            .formatted(service.metricsPort(), fake.port());
    Path home = Files.createDirectory(directory.resolve("prometheus"));
    try (PeerPrograms.Peer prometheus =
        PeerPrograms.prometheus(home, config, "--enable-feature=exemplar-storage")) {
      assertThat(valueOf(prometheus, "intent_observe_append_rows_total{job=\"product\"}"))
          .isEqualTo("1");
      assertThat(valueOf(prometheus, "intent_signals_total{job=\"product\",status=\"captured\"}"))
          .isEqualTo("1");
      assertThat(valueOf(prometheus, "intent_signals_total{job=\"record\",source=\"cli\"}"))
          .isEqualTo("7");
      assertThat(valueOf(prometheus, CYCLES)).isEqualTo("3");
      assertThat(exemplarOf(prometheus, "intent_cycle_time_signal_to_intent_seconds_bucket"))
          .isEqualTo(FakeMetricsModule.TRACE);
    }
  }

  private static HttpVerticle serviceWithFakeMetrics() {
    TestFutures.await(
        MetricsPorts.METRICS.answer(
            vertx, all -> Future.succeededFuture(FakeMetricsModule.some())));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Meters meters = new MicrometerMeters(registry, 100, new TimingSliCounter());
    meters.gauge(TelemetryNames.METRIC_RECORD_HEAD, 9);
    InstantSource clock = InstantSource.system();
    OpsRoutes ops =
        new OpsRoutes(
            new MetricsScrape(registry, () -> true, Set.of()), new Readiness(clock, false));
    AppConfig config = ConfigParserTest.fromYaml("http: {port: 0, metrics_port: 0}");
    return HttpVerticle.metrics(
        new HttpHandlerChain(config, clock, meters, ops, (router, unused) -> {}));
  }

  /** Of the kinds that leave figures: an event, a refusal, a failure, a list. */
  private static void use(int port) throws Exception {
    String url = "http://127.0.0.1:" + port;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String body : new String[] {SIGNAL, "{\"no\":"}) {
        HttpRequest.Builder post = HttpRequest.newBuilder(URI.create(url + "/api/v1/events"));
        post.header("content-type", "application/json").POST(BodyPublishers.ofString(body));
        client.send(post.build(), BodyHandlers.discarding());
      }
      for (String path : new String[] {"/nothing-here", "/api/v1/events"}) {
        client.send(
            HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.discarding());
      }
    }
  }

  private static void assertClean(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      String text =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      PeerPrograms.ProgramOutput said =
          PeerPrograms.run(directory, text, "promtool", "check", "metrics");
      assertThat(said).isEqualTo(new PeerPrograms.ProgramOutput(0, ""));
    }
  }

  private static String valueOf(PeerPrograms.Peer prometheus, String query) throws Exception {
    String path = "/api/v1/query?query=" + encoded(query);
    return result(
            PeerPrograms.until(prometheus, path, answer -> !result(answer.body()).isEmpty()).body())
        .getJsonObject(0)
        .getJsonArray("value")
        .getString(1);
  }

  private static JsonArray result(String body) {
    return new JsonObject(body).getJsonObject("data").getJsonArray("result");
  }

  private static String exemplarOf(PeerPrograms.Peer prometheus, String query) throws Exception {
    String path =
        "/api/v1/query_exemplars?start=2026-03-01T00:00:00Z&end=2026-03-02T00:00:00Z&query="
            + encoded(query);
    String body =
        PeerPrograms.until(
                prometheus,
                path,
                answer -> !new JsonObject(answer.body()).getJsonArray("data").isEmpty())
            .body();
    return new JsonObject(body)
        .getJsonArray("data")
        .getJsonObject(0)
        .getJsonArray("exemplars")
        .getJsonObject(0)
        .getJsonObject("labels")
        .getString("trace_id");
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
