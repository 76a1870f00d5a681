package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever was taken in is read back by everybody: one odd event hides no other. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MalformedEventsTest {
  private static final String ODD =
      "{\"event_type\":\"signal.captured\",\"timestamp\":\"2026-03-01T10:00:00Z\","
          + "\"signal_id\":\"SIG-%s\",\"event_id\":\"%s\",\"intent_id\":\"INT-ODD\",%s}";

  @TempDir static Path directory;
  private static final Map<String, byte[]> ZOO = zoo();
  private static Service service;
  private static HttpClient client;

  @BeforeAll
  static void open() throws Exception {
    String yaml = "data_dir: '" + directory + "'\nhttp: {port: 0, metrics_port: 0}\n";
    service = new Service(ConfigParserTest.fromYaml(yaml));
    service.open(Map.of(), InstantSource.system());
    client = HttpClient.newHttpClient();
    for (Map.Entry<String, byte[]> event : ZOO.entrySet()) {
      HttpResponse<String> answer = post(event.getValue());
      assertThat(answer.body()).as(event.getKey()).contains("\"stored\":1");
    }
  }

  @AfterAll
  static void close() {
    service.close();
    client.close();
  }

  private static Map<String, byte[]> zoo() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("digits", "\"n\":" + "9".repeat(20_000));
    members.put("fraction", "\"n\":-0." + "1".repeat(20_000) + "e-" + "7".repeat(2_000));
    members.put("exponent", "\"n\":1e999999999,\"m\":-1E-999999999");
    members.put("key", "\"" + "k".repeat(64 << 10) + "\":1");
    members.put("text", "\"t\":\"" + "x y".repeat(200_000) + "\"");
    members.put("deep", "\"d\":" + "[".repeat(60) + "]".repeat(60));
    members.put("twice", "\"k\":1,\"k\":{},\"\":null,\"__proto__\":[],\"items\":[],\"body\":7");
    members.put("halves", "\"s\":\"\\ud800 \\u0000 \\u202e \\u2028\",\"t\":\"\\udfff\"");
    members.put("nan", "\"n\":NaN,\"m\":-Infinity");
    members.put("controls", "\"c\":\"a\u0001\tb\"");
    members.put("markup", "\"title\":\"</script><script>alert(1)</script>\"");
    Map<String, byte[]> zoo = new LinkedHashMap<>();
    members.forEach(
        (name, member) ->
            zoo.put(name, ODD.formatted(name, name, member).getBytes(StandardCharsets.UTF_8)));
    zoo.put(
        "latin",
        ODD.formatted("latin", "latin", "\"t\":\"Gr\u00fc\u00dfe\"")
            .getBytes(StandardCharsets.ISO_8859_1));
    return zoo;
  }

  @Test
  void lists_areJsonWithAllOfThem() throws Exception {
    HttpResponse<String> list = get("/api/v1/events?limit=100", "application/json");
    assertThat(ids(JsonText.parseObject(list.body()))).containsAll(ZOO.keySet());
    List<String> lines =
        get("/api/v1/events?limit=100", "application/x-ndjson").body().lines().toList();
    assertThat(lines).hasSizeGreaterThanOrEqualTo(ZOO.size());
    assertThat(lines).allSatisfy(line -> JsonText.parseObject(line));
  }

  @Test
  void stream_tellsEachOnALine() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/v1/events/stream?after=0"))
            .header("Accept", "text/event-stream")
            .build();
    try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
      assertThat(lines.filter(line -> line.startsWith("data: ")).limit(ZOO.size()))
          .allSatisfy(line -> JsonText.parseObject(line.substring(6)));
    }
  }

  @Test
  void details_areJson_andPagesAreDrawn() throws Exception {
    for (String name : ZOO.keySet()) {
      HttpResponse<String> detail = get("/api/v1/events/" + name, "application/json");
      assertThat(JsonText.parseObject(detail.body()).text("event_id")).as(name).hasValue(name);
      assertThat(get("/events/" + name, "text/html").statusCode()).as(name).isEqualTo(200);
      assertThat(get("/entities/signal/SIG-" + name, "text/html").statusCode())
          .as(name)
          .isIn(200, 404);
    }
  }

  @Test
  void pagesOfMany_showEveryOne() throws Exception {
    for (String path : List.of("/events", "/events?order=asc", "/events?bodies=yes", "/")) {
      HttpResponse<String> page = get(path, "text/html");
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body()).as(path).doesNotContain("<script>alert(1)");
    }
    String events = get("/events", "text/html").body();
    assertThat(ZOO.keySet()).allSatisfy(n -> assertThat(events).contains("/events/" + n + "\""));
  }

  private static List<String> ids(Json.Fields page) {
    Json.Items items = (Json.Items) page.get("items").orElseThrow();
    return items.values().stream()
        .map(item -> ((Json.Fields) item).text("event_id").orElseThrow())
        .toList();
  }

  private static HttpResponse<String> post(byte[] body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri("/api/v1/events"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path, String accept) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri(path)).header("Accept", accept).build(),
        BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }
}
