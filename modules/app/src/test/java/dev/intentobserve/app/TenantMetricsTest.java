package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.model.Digests;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two tenants in one installation: real database, real figures, real HTTP on both ports. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TenantMetricsTest {
  /** Nobody listens there. */
  private static final Map<String, String> SHIPS =
      Map.of(
          "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://127.0.0.1:1/v1/logs",
          "OTEL_TRACES_EXPORTER", "none",
          "OTEL_METRICS_EXPORTER", "none");

  @TempDir static Path directory;
  private static Service service;
  private static HttpClient client;

  @BeforeAll
  static void open() throws Exception {
    client = HttpClient.newHttpClient();
    Path objectives = Files.createDirectory(directory.resolve("objectives"));
    for (String tenant : List.of("acme", "beta")) {
      Files.writeString(objectives.resolve(tenant + ".yaml"), objective(tenant));
      Files.createFile(log(tenant));
    }
    service = openService();
    for (String tenant : List.of("acme", "beta")) {
      send(tenant);
    }
    awaitScrape("acme-source", "beta-source", "beta-product", "slo_state{slo=\"beta-slo\"");
  }

  @AfterAll
  static void close() {
    service.close();
    client.close();
  }

  @Test
  void tenant_findsTheOtherNowhere() throws Exception {
    for (int port : List.of(service.port(), service.metricsPort())) {
      HttpResponse<String> answer = get(port, "/metrics", "read-acme");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("acme-source", "acme-product", "slo_state{slo=\"acme-slo\"")
          .contains("jvm_memory_used_bytes", "intent_observe_http_request_seconds_count")
          .contains("vertx_pool_in_use{pool_name=\"__vertx")
          .doesNotContain("beta", directory.toString(), "127.0.0.1:1");
    }
  }

  @Test
  void filesOfObjectives_areCalledByTheirNames_andTheOthersAreNot() throws Exception {
    String slos = get(service.port(), "/api/v1/slos", "read-acme").body();
    assertThat(new JsonObject(slos).getJsonArray("problems"))
        .singleElement()
        .extracting(problem -> ((JsonObject) problem).getString("file"))
        .isEqualTo("acme.yaml");
    String detail = get(service.port(), "/api/v1/slos/acme-slo", "read-acme").body();
    assertThat(new JsonObject(detail).getJsonObject("definition").getString("origin"))
        .startsWith("acme.yaml:");
    assertThat(slos + detail).doesNotContain(directory.toString(), "beta");
  }

  @Test
  void firstScrapeAfterARestart_tellsWhereTheRecordAndItsReadersAre() throws Exception {
    service.close();
    service = openService();
    String first = get(service.metricsPort(), "/metrics", "metrics-all").body();
    assertThat(first)
        .containsPattern("\nintent_observe_record_head [1-9]")
        .containsPattern("\nintent_observe_cursor_position\\{cursor=\"trace\"} [1-9]")
        .containsPattern("\nintent_observe_cursor_position\\{cursor=\"metrics\"} [1-9]")
        .containsPattern(
            "\nintent_observe_cursor_position\\{cursor=\"metrics.entity-states\"} [1-9]")
        .containsPattern("\nintent_observe_cursor_position\\{cursor=\"export.logs\"} ")
        .containsPattern("\nintent_observe_export_up\\{destination=\"export.logs\"} ");
  }

  private static Service openService() throws StartupException {
    String yaml =
        """
        data_dir: '%s/data'
        http: {host: 0.0.0.0, port: 0, metrics_host: 0.0.0.0, metrics_port: 0}
        tail: {files: ['%s', '%s']}
        alerts: {objectives_dir: '%s/objectives', tick: 1s}
        auth: {keys: [%s]}
        """
            .formatted(directory, log("acme"), log("beta"), directory, keys());
    Service opened = new Service(ConfigParserTest.fromYaml(yaml));
    opened.open(SHIPS, InstantSource.system());
    return opened;
  }

  private static String keys() {
    return Stream.of("ingest-acme", "read-acme", "ingest-beta", "read-beta", "metrics-all")
        .map(
            key ->
                "{name: %s, role: %s, tenant: %s, project: web, key_sha256: '%s'}"
                    .formatted(key, key.split("-", 2)[0], key.split("-", 2)[1], digest(key)))
        .collect(Collectors.joining(", "));
  }

  private static String digest(String key) {
    return Digests.sha256(key);
  }

  private static Path log(String tenant) {
    return directory.resolve(tenant + "-events.jsonl");
  }

  /** One that is right, and one with a mistake. */
  private static String objective(String tenant) {
    return slo(tenant + "-slo", tenant, "0.9") + "---\n" + slo(tenant + "-wrong", tenant, "7");
  }

  private static String slo(String name, String tenant, String target) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: %s
          labels: {tenant: %s, project: web}
        spec:
          service: work
          indicator:
            metadata: {name: %s}
            spec:
              ratioMetric:
                counter: true
                good:
                  metricSource:
                    type: intent-observe
                    spec: {over: entities, kind: contract, state: [verified]}
                total:
                  metricSource:
                    type: intent-observe
                    spec: {over: entities, kind: contract, state: [verified, failed]}
          timeWindow:
            - {duration: 28d, isRolling: true}
          budgetingMethod: Occurrences
          objectives:
            - target: %s
        """
        .formatted(name, tenant, name, target);
  }

  private static void send(String tenant) throws Exception {
    String events =
        """
        {"event_type":"signal.captured","signal_id":"SIG-%1$s","source":"%1$s-source"}
        {"event_type":"spec.created","spec_id":"SPEC-%1$s","product":"%1$s-product"}
        """
            .formatted(tenant);
    HttpResponse<String> answer =
        client.send(
            request(service.port(), "/api/v1/events", "ingest-" + tenant)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(events))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).contains("\"stored\":2");
  }

  /** Until placing, counting and judging have come by. */
  private static void awaitScrape(String... words) throws Exception {
    String seen = "";
    while (!List.of(words).stream().allMatch(seen::contains)) {
      seen = get(service.metricsPort(), "/metrics", "metrics-all").body();
    }
  }

  private static HttpResponse<String> get(int port, String path, String key) throws Exception {
    return client.send(request(port, path, key).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path, String key) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key);
  }
}
