package dev.intentobserve.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.model.Digests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a plain {@code sum()} over each of the ten names answers, and over their other readings, as
 * in {@code docs/decisions/0023-the-users-words.md}: real database, real HTTP, forwards for one
 * tenant and backwards for another.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkMetricsTest {
  private static final int HOUR = 3600;
  private static final int SCRAPES = 3000;

  private static final List<String> WORK =
      """
      {"event_type":"signal.created","timestamp":"2026-06-01T01:00:00Z","signal_id":"SIG-1","source":"cli"}
      {"event_type":"signal.created","timestamp":"2026-06-01T02:00:00Z","signal_id":"SIG-2","source":"mcp"}
      {"event_type":"signal.created","timestamp":"2026-06-01T03:00:00Z","signal_id":"SIG-3","source":"cli"}
      {"event_type":"signal.created","timestamp":"2026-06-01T04:00:00Z","signal_id":"SIG-4","source":"cli"}
      {"event_type":"signal.created","timestamp":"2026-06-01T05:00:00Z","signal_id":"SIG-5","source":"cli"}
      {"event_type":"signal.created","timestamp":"2026-06-01T06:00:00Z","signal_id":"SIG-1","source":"cli"}
      {"event_type":"signal.enriched","timestamp":"2026-06-01T07:00:00Z","signal_id":"SIG-1","trust_score":0.2}
      {"event_type":"signal.enriched","timestamp":"2026-06-01T08:00:00Z","signal_id":"SIG-3","trust_score":0.4}
      {"event_type":"signal.enriched","timestamp":"2026-06-01T09:00:00Z","signal_id":"SIG-4","trust_score":0.8}
      {"event_type":"signal.dismissed","timestamp":"2026-06-01T10:00:00Z","signal_id":"SIG-5","reason":"known"}
      {"event_type":"signal.clustered","timestamp":"2026-06-02T01:00:00Z","signal_id":"SIG-1","cluster_id":"CL-1"}
      {"event_type":"signal.clustered","timestamp":"2026-06-02T02:00:00Z","signal_id":"SIG-3","cluster_id":"CL-2"}
      {"event_type":"signal.promoted","timestamp":"2026-06-03T01:00:00Z","signal_id":"SIG-1","intent_id":"INT-1"}
      {"event_type":"signal.promoted","timestamp":"2026-06-03T02:00:00Z","signal_id":"SIG-2","intent_id":"INT-1"}
      {"event_type":"intent.proposed","timestamp":"2026-06-03T03:00:00Z","intent_id":"INT-1"}
      {"event_type":"spec.created","timestamp":"2026-06-03T05:00:00Z","spec_id":"SPEC-1","intent_id":"INT-1","contracts":["CON-1","CON-2"]}
      {"event_type":"spec.created","timestamp":"2026-06-03T06:00:00Z","spec_id":"SPEC-2","contracts":["CON-3"]}
      {"event_type":"spec.approved","timestamp":"2026-06-04T05:00:00Z","spec_id":"SPEC-1"}
      {"event_type":"contract.started","timestamp":"2026-06-05T01:00:00Z","contract_id":"CON-1","spec_id":"SPEC-1"}
      {"event_type":"contract.started","timestamp":"2026-06-05T02:00:00Z","contract_id":"CON-3","spec_id":"SPEC-2"}
      {"event_type":"contract.completed","timestamp":"2026-06-06T01:00:00Z","contract_id":"CON-1","spec_id":"SPEC-1","assertions_failed":0}
      {"event_type":"contract.completed","timestamp":"2026-06-06T02:00:00Z","contract_id":"CON-2","spec_id":"SPEC-1","assertions_failed":1}
      {"event_type":"contract.completed","timestamp":"2026-06-07T02:00:00Z","contract_id":"CON-2","spec_id":"SPEC-1","assertions_failed":0}
      """
          .lines()
          .toList();

  private static final Map<String, Double> SUMS =
      Map.ofEntries(
          Map.entry("intent_signals_total", 5.0),
          Map.entry("intent_specs_total", 2.0),
          Map.entry("intent_contracts_total", 3.0),
          Map.entry("intent_events_total", 23.0),
          Map.entry("intent_signals_active", 1.0),
          Map.entry("intent_signals_trust_avg", 0.8),
          Map.entry("intent_pipeline_depth", 4.0),
          Map.entry("intent_cycle_time_signal_to_intent_seconds_sum", 48.0 * HOUR),
          Map.entry("intent_cycle_time_signal_to_intent_seconds_count", 1.0),
          Map.entry("intent_cycle_time_intent_to_spec_seconds_sum", 4.0 * HOUR),
          Map.entry("intent_cycle_time_intent_to_spec_seconds_count", 1.0),
          Map.entry("intent_cycle_time_spec_to_complete_seconds_sum", 93.0 * HOUR),
          Map.entry("intent_cycle_time_spec_to_complete_seconds_count", 1.0),
          Map.entry("intent_signals_awaiting_promotion", 2.0),
          Map.entry("intent_signals_by_level", 1.0),
          Map.entry("intent_cycle_time_intent_to_approved_spec_seconds_sum", 28.0 * HOUR),
          Map.entry("intent_cycle_time_intent_to_approved_spec_seconds_count", 1.0));

  @TempDir static Path directory;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void sums_areTheDocumentedNumbers_inAnyOrderOfEvents() throws Exception {
    String yaml =
        "data_dir: '%s'\nhttp: {port: 0, metrics_port: 0}\nauth: {keys: [%s, %s, %s, %s]}\n"
            .formatted(
                directory,
                key("ingest", "forwards"),
                key("read", "forwards"),
                key("ingest", "backwards"),
                key("read", "backwards"));
    Service service = new Service(ConfigParserTest.fromYaml(yaml));
    service.open(Map.of(), InstantSource.system());
    try (client) {
      send(service, "forwards", String.join("\n", WORK));
      for (String event : WORK.reversed()) {
        send(service, "backwards", event);
      }
      for (String tenant : List.of("forwards", "backwards")) {
        assertThat(sumsWhenSettled(service, tenant)).as(tenant).isEqualTo(new TreeMap<>(SUMS));
      }
    } finally {
      service.close();
    }
  }

  private static String key(String role, String tenant) {
    String secret = role + "-" + tenant;
    return "{name: %s, role: %s, tenant: %s, project: web, key_sha256: '%s'}"
        .formatted(secret, role, tenant, Digests.sha256(secret));
  }

  private void send(Service service, String tenant, String lines) throws Exception {
    HttpRequest.Builder request =
        request(service.port(), "/api/v1/events", "ingest-" + tenant)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(lines));
    assertThat(client.send(request.build(), BodyHandlers.ofString()).body())
        .contains("\"stored\":" + lines.lines().count());
  }

  /** Placing and counting follow the receipt: asks until they are as expected, or long enough. */
  private Map<String, Double> sumsWhenSettled(Service service, String tenant) throws Exception {
    Map<String, Double> sums = sums(service, tenant);
    for (int scrape = 0; scrape < SCRAPES && !sums.equals(SUMS); scrape++) {
      sums = sums(service, tenant);
    }
    return sums;
  }

  private Map<String, Double> sums(Service service, String tenant) throws Exception {
    HttpRequest request = request(service.metricsPort(), "/metrics", "read-" + tenant).build();
    try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      return lines
          .filter(line -> SUMS.containsKey(name(line)))
          .collect(
              groupingBy(
                  WorkMetricsTest::name,
                  TreeMap::new,
                  summingDouble(
                      line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))));
    }
  }

  private static String name(String line) {
    return line.split("[{ ]", 2)[0];
  }

  private static HttpRequest.Builder request(int port, String path, String key) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + key);
  }
}
