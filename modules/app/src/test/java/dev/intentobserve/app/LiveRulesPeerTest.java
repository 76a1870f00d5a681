package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.slo.RuleThresholds;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import dev.intentobserve.slo.prometheus.PrometheusRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The running product, scraped by a running Prometheus that has the generated rules loaded. */
@Tag("peer")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveRulesPeerTest {
  private static final String SLO = "contract-pass-rate";
  private static final int VERIFIED = 12;
  private static final int FAILED = 3;

  private final InstantSource clock = InstantSource.system();

  @TempDir Path directory;

  @Test
  void rules_areHealthy_andTheirWindowHoldsWhatTheApiSays() throws Exception {
    try (Service service = new Service(ConfigParserTest.fromYaml(config()));
        HttpClient client = HttpClient.newHttpClient()) {
      service.open(Map.of(), clock);
      Path home = Files.createDirectory(directory.resolve("prometheus"));
      writeRules(home);
      try (PeerPrograms.Peer prometheus =
          PeerPrograms.prometheus(home, scraping(service.metricsPort()))) {
        value(prometheus, "intent_observe_slo_events_total{slo=\"%s\",outcome=\"good\"}", 0);
        post(client, service.port());

        value(prometheus, "intent_observe:slo_cases:increase{slo=\"%s\",window=\"28d\"}", 15);
        value(prometheus, "intent_observe:slo_bad:increase{slo=\"%s\",window=\"28d\"}", FAILED);
        assertSaid(client, service.port());
        assertHealthy(prometheus);
      }
    }
  }

  private String config() {
    return """
    data_dir: '%s'
    http: {port: 0, metrics_port: 0}
    alerts: {tick: 1s}
    """
        .formatted(directory.resolve("data"));
  }

  private static void writeRules(Path home) throws Exception {
    for (var file :
        PrometheusRules.files(ShippedObjectives.objectives(), RuleThresholds.DEFAULT).entrySet()) {
      if (file.getKey().endsWith(PrometheusRules.RULES)) {
        String hasty = file.getValue().replace("interval: 1m\n", "interval: 1s\n");
        assertThat(hasty).isNotEqualTo(file.getValue());
        Files.writeString(home.resolve(file.getKey()), hasty);
      }
    }
  }

  private static String scraping(int port) {
    return """
    global: {scrape_interval: 1s, scrape_timeout: 1s}
    rule_files: ['*.rules.yaml']
    scrape_configs:
      - job_name: product
        static_configs: [{targets: ['127.0.0.1:%d']}]
    """
        .formatted(port);
  }

  /** An hour old: the built-in window ends with the last whole minute. */
  private void post(HttpClient client, int port) throws Exception {
    Instant hourAgo = clock.instant().minusSeconds(3600);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < VERIFIED + FAILED; i++) {
      lines.add(
          "{\"event_type\":\"contract.%s\",\"timestamp\":\"%s\",\"contract_id\":\"CON-%d\"}"
              .formatted(i < VERIFIED ? "verified" : "failed", hourAgo.plusSeconds(i), i));
    }
    for (String line : lines) {
      HttpRequest.Builder post = HttpRequest.newBuilder(uri(port, "/api/v1/events"));
      post.header("content-type", "application/json").POST(BodyPublishers.ofString(line));
      HttpResponse<String> answer = client.send(post.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  /** Asks until the next tick, as Prometheus may have been faster. */
  private static void assertSaid(HttpClient client, int port) throws Exception {
    JsonObject said = new JsonObject();
    while (said.getInteger("total", 0) < VERIFIED + FAILED) {
      HttpRequest get = HttpRequest.newBuilder(uri(port, "/api/v1/slos/" + SLO)).build();
      said = new JsonObject(client.send(get, BodyHandlers.ofString()).body());
    }
    assertThat(said.getInteger("good")).isEqualTo(VERIFIED);
    assertThat(said.getInteger("bad")).isEqualTo(FAILED);
  }

  private static void assertHealthy(PeerPrograms.Peer prometheus) throws Exception {
    String body =
        PeerPrograms.until(
                prometheus,
                "/api/v1/rules",
                answer ->
                    rules(answer.body())
                        .noneMatch(rule -> rule.getString("health").equals("unknown")))
            .body();
    assertThat(rules(body).count()).isGreaterThan(400);
    assertThat(rules(body))
        .allSatisfy(
            rule -> {
              assertThat(rule.getString("health")).as(rule.encode()).isEqualTo("ok");
              assertThat(rule.getString("lastError", "")).isEmpty();
            });
  }

  private static Stream<JsonObject> rules(String body) {
    return objects(new JsonObject(body).getJsonObject("data").getJsonArray("groups"))
        .flatMap(group -> objects(group.getJsonArray("rules")));
  }

  private static Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  /** Waits until the query has this value. */
  private static void value(PeerPrograms.Peer prometheus, String query, long value)
      throws Exception {
    String path =
        "/api/v1/query?query=" + URLEncoder.encode(query.formatted(SLO), StandardCharsets.UTF_8);
    PeerPrograms.until(prometheus, path, answer -> has(answer.body(), value));
  }

  private static boolean has(String body, long value) {
    JsonArray result = new JsonObject(body).getJsonObject("data").getJsonArray("result");
    return result.size() == 1
        && result.getJsonObject(0).getJsonArray("value").getString(1).equals(Long.toString(value));
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
