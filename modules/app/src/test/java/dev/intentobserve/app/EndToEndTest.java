package dev.intentobserve.app;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.model.metric.MetricDescriptor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole service in this process: real database, real modules, real HTTP. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndToEndTest {
  private static final String SIGNAL =
      """
      {"event_type":"signal.captured","timestamp":"2026-03-01T10:00:00Z","signal_id":"SIG-1",\
      "data":{"summary":"slow start"}}""";
  private static final String PROPOSED =
      """
      {"event_type":"intent.proposed","timestamp":"2026-03-01T11:00:00Z","intent_id":"INT-1"}""";

  @TempDir static Path directory;
  private static Service service;
  private static HttpClient client;

  @BeforeAll
  static void open() throws Exception {
    service = openService();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void close() {
    service.close();
    client.close();
  }

  @Test
  void eventSentOnce_isStored_andSentAgain_isADuplicate() throws Exception {
    JsonObject first = send(SIGNAL);
    JsonObject second = send(SIGNAL);
    assertThat(first.getInteger("stored")).isEqualTo(1);
    assertThat(second.getInteger("duplicates")).isEqualTo(1);
    assertThat(eventIdOf(second)).isEqualTo(eventIdOf(first));
  }

  @Test
  void intent_isATraceOnceItIsPlaced() throws Exception {
    assertThat(send(PROPOSED).getInteger("refused")).isZero();
    HttpResponse<String> answer = awaitTrace("INT-1");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject trace = new JsonObject(answer.body());
    assertThat(trace.getString("intent")).isEqualTo("INT-1");
    assertThat(trace.getJsonArray("spans")).isNotEmpty();
  }

  @Test
  void pages_areDrawnFromTheRecord_throughTheApi() throws Exception {
    send(
        """
        {"event_type":"intent.proposed","timestamp":"2026-03-01T11:00:00Z","intent_id":"INT-9",\
        "title":"<script>alert(1)</script>\\u202Etxt"}""");
    awaitTrace("INT-9");
    String trace = get("/traces/INT-9").body();
    assertThat(trace).contains("<h1>&lt;script&gt;alert(1)&lt;/script&gt;\\u202etxt</h1>");
    for (String path : List.of("/", "/traces", "/events", "/alerts", "/dead-letters", "/slos")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
      assertThat(get(path).body()).as(path).doesNotContain("<script>", "Not available right now");
    }
    assertThat(get("/entities/intent/INT-9").body()).contains("proposed (current)");
    assertThat(get("/traces/INT-404").statusCode()).isEqualTo(404);
  }

  @Test
  void orphan_isListedOnceItsStateIsProjected() throws Exception {
    send(
        """
        {"event_type":"signal.captured","timestamp":"2026-03-01T10:00:00Z","signal_id":"SIG-77",\
        "source":"kettle-watch","product":"kettle"}""");
    JsonArray items = new JsonArray();
    while (items.isEmpty()) {
      items =
          new JsonObject(get("/api/v1/entities?source=kettle-watch&product=kettle").body())
              .getJsonArray("items");
    }
    assertThat(items.getJsonObject(0).getString("id")).isEqualTo("SIG-77");
    assertThat(items.getJsonObject(0).getJsonObject("placement").getString("state"))
        .isEqualTo("orphan");
  }

  @Test
  void whatCannotBeUnderstood_isRefusedAndKept() throws Exception {
    HttpResponse<String> answer = post("{\"no\":\"type\"");
    assertThat(answer.statusCode()).isEqualTo(400);
    HttpResponse<String> deadLetters = get("/api/v1/dead-letters");
    assertThat(deadLetters.statusCode()).as(deadLetters.body()).isEqualTo(200);
    assertThat(new JsonObject(deadLetters.body()).getJsonArray("items")).isNotEmpty();
  }

  @Test
  void unknownTrace_isMissing_andNamed() throws Exception {
    HttpResponse<String> answer = get("/api/v1/traces/INT-404");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new JsonObject(answer.body()).getString("correlation_id"))
        .isEqualTo(answer.headers().firstValue("X-Correlation-ID").orElseThrow());
  }

  @Test
  void metrics_areServedOnTheirOwnPort() throws Exception {
    send("{\"event_type\":\"spec.created\",\"spec_id\":\"SPEC-1\"}");
    URI uri = URI.create("http://127.0.0.1:" + service.metricsPort() + "/metrics");
    assertThat(ask(HttpRequest.newBuilder(uri)).body())
        .contains("intent_observe_http_request_seconds_bucket")
        .contains("route_template=\"/api/v1/events\"");
  }

  /** Of every kind that is in use here: names, types, and through them labels and meanings. */
  @Test
  void everyMetricOfOurs_isOneThatIsDocumented() throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + service.metricsPort() + "/metrics");
    Set<String> documented =
        MetricDescriptor.all().stream()
            .map(metric -> metric.exposedName() + " " + metric.type().name().toLowerCase(ROOT))
            .collect(Collectors.toSet());
    List<String> shown =
        ask(HttpRequest.newBuilder(uri))
            .body()
            .lines()
            .filter(line -> line.startsWith("# TYPE intent_"))
            .map(line -> line.substring("# TYPE ".length()))
            .filter(metric -> !metric.endsWith("_max gauge"))
            .toList();
    assertThat(shown).isNotEmpty().isSubsetOf(documented);
  }

  @Test
  void reopened_serviceKeepsItsRecord() throws Exception {
    String id = eventIdOf(send("{\"event_type\":\"spec.created\",\"spec_id\":\"SPEC-2\"}"));
    service.close();
    service = openService();
    HttpResponse<String> answer = get("/api/v1/events/" + id);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static Service openService() throws StartupException {
    String yaml = "data_dir: '" + directory + "'\nhttp: {port: 0, metrics_port: 0}\n";
    Service opened = new Service(ConfigParserTest.fromYaml(yaml));
    opened.open(Map.of(), InstantSource.system());
    return opened;
  }

  /**
   * Asks until it is there, as anybody would who has to know. How far placing lags is no answer: it
   * is found out once a second, so that a moment ago nothing was behind.
   */
  private static HttpResponse<String> awaitTrace(String intent) throws Exception {
    HttpResponse<String> answer = get("/api/v1/traces/" + intent);
    while (answer.statusCode() == 404) {
      answer = get("/api/v1/traces/" + intent);
    }
    return answer;
  }

  private static String eventIdOf(JsonObject answer) {
    return answer.getJsonArray("receipts").getJsonObject(0).getString("event_id");
  }

  private static JsonObject send(String event) throws Exception {
    HttpResponse<String> answer = post(event);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private static HttpResponse<String> post(String body) throws Exception {
    return ask(
        HttpRequest.newBuilder(uri("/api/v1/events"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return ask(HttpRequest.newBuilder(uri(path)));
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  private static HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
