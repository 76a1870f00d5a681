package dev.intentobserve.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiConfig;
import dev.intentobserve.api.ApiTestConfigs;
import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.EventQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventApiTest {
  private static final String SIGNAL_EVENT =
      """
      {"event_id":"e-1","seq":1,"type":"signal.created","raw_type":"signal.captured",
       "source":"git-hook","receiver":"http","entity":{"kind":"signal","id":"SIG-7"},
       "event_time":"2026-03-01T08:00:00Z","received_time":"2026-03-10T12:00:01Z",
       "trace_id":"0af7651916cd43dd8448eb211c80319c","trace_ref":"tea-1",
       "title":"Kettle boils dry","actor":"ann","flags":["zoneless_time"],
       "body":{"event":"signal.captured","score":1.50,"note":"tea ☕"}}
      """;

  @AutoClose private final ApiTestServer http = new ApiTestServer();

  @Test
  void list_givesOwnEventsNewestFirst() throws Exception {
    JsonObject page = http.object("/api/v1/events");

    assertThat(page.getJsonArray("items").getJsonObject(2)).isEqualTo(json(SIGNAL_EVENT));
    assertThat(page.getJsonArray("items"))
        .extracting(item -> ((JsonObject) item).getInteger("seq"))
        .containsExactly(3, 2, 1);
    assertThat(page.getValue("next_cursor")).isNull();
    assertThat(page.containsKey("next_cursor")).isTrue();
  }

  @Test
  void body_isEmbeddedByteForByte() throws Exception {
    assertThat(http.get("/api/v1/events").body())
        .contains("\"body\":" + EventFixtures.SIGNAL_BODY + "}");
  }

  @Test
  void bodyThatIsNotUtf8_comesAsBase64() throws Exception {
    JsonObject event = http.object("/api/v1/events?limit=1").getJsonArray("items").getJsonObject(0);

    assertThat(event.containsKey("body")).isFalse();
    assertThat(event.getString("body_base64")).isEqualTo("e/99");
    assertThat(event.getValue("entity")).isNull();
  }

  @Test
  void page_isPlacedByOneQuestion() throws Exception {
    http.get("/api/v1/events");

    assertThat(http.storePorts.placeQuestions)
        .containsExactly(Set.of(EventFixtures.SIGNAL, EventFixtures.INTENT));
  }

  @Test
  void cursor_leadsThroughTheWholeRecord() throws Exception {
    JsonObject first = http.object("/api/v1/events?limit=2");
    JsonObject second =
        http.object("/api/v1/events?limit=2&cursor=" + first.getString("next_cursor"));

    assertThat(seqs(first)).isEqualTo("[3,2]");
    assertThat(seqs(second)).isEqualTo("[1]");
    assertThat(second.getValue("next_cursor")).isNull();
  }

  @Test
  void lines_giveOneEventALineAndTheCursorInHeaders() throws Exception {
    HttpResponse<String> response =
        http.send(
            http.request("/api/v1/events?limit=2&q=a%20b").header("Accept", "application/x-ndjson"),
            BodyHandlers.ofString());

    String[] lines = response.body().split("\n");
    assertThat(lines).hasSize(2);
    JsonObject broken = json(lines[1]);
    assertThat(broken.getJsonObject("body")).isEqualTo(json("{\"type\":\"intent.proposed\"}"));
    assertThat(broken.getString("body_base64"))
        .isEqualTo(
            Base64.getEncoder()
                .encodeToString(EventFixtures.events().get(1).event().body().array()));
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    assertThat(response.headers().firstValue("X-Next-Cursor")).hasValue("2");
    assertThat(response.headers().firstValue("Link"))
        .hasValue("</api/v1/events?limit=2&q=a+b&cursor=2>; rel=\"next\"");
  }

  @Test
  void filters_reachTheStoreAsTyped() throws Exception {
    http.get(
        "/api/v1/events?type=signal.captured&source=git-hook&entity=signal:SIG-7&since=24h"
            + "&until=2026-03-10T13:00:00%2B01:00&q=kettle&order=asc&limit=7");

    assertThat(http.storePorts.eventQueries)
        .containsExactly(
            EventQuery.builder(Scope.DEFAULT, 7)
                .type("signal.created")
                .source("git-hook")
                .entities(Set.of(EventFixtures.SIGNAL))
                .since(EventFixtures.NOON.minus(Duration.ofHours(24)))
                .until(EventFixtures.NOON)
                .text("kettle")
                .ascending(true)
                .build());
  }

  @Test
  void search_readsOnUntilItFinds() throws Exception {
    http.storePorts.foundBy = 3;
    JsonObject page = http.object("/api/v1/events?q=kettle&limit=7");

    assertThat(seqs(page)).isEqualTo("[3,2,1]");
    assertThat(page.getValue("next_cursor")).isNull();
    assertThat(http.storePorts.eventQueries)
        .extracting(EventQuery::cursor)
        .containsExactly(null, "99", "98");
    assertThat(http.storePorts.eventQueries).extracting(EventQuery::limit).containsOnly(7);
  }

  @Test
  void searchThatTakesLong_leadsOn() throws Exception {
    assertLeadsOn(ApiTestConfigs.scanning(2, Duration.ofSeconds(5)), "98");
    assertLeadsOn(ApiTestConfigs.scanning(20, Duration.ofNanos(1)), "99");
  }

  private static void assertLeadsOn(ApiConfig config, String cursor) throws Exception {
    try (ApiTestServer other = new ApiTestServer(config)) {
      other.storePorts.foundBy = 10;
      JsonObject page = other.object("/api/v1/events?q=kettle");
      assertThat(page.getJsonArray("items")).isEmpty();
      assertThat(page.getString("next_cursor")).isEqualTo(cursor);
    }
  }

  @Test
  void entityWithoutKind_meansAnyKind() throws Exception {
    http.get("/api/v1/events?entity=SIG-7");

    Set<EntityKey> apiRequest = http.storePorts.eventQueries.getFirst().entities();
    assertThat(apiRequest).hasSize(EntityKind.values().length).contains(EventFixtures.SIGNAL);
  }

  @Test
  void trace_meansTheEntitiesOfItsTree() throws Exception {
    http.get("/api/v1/events?trace=tea-1");
    http.get("/api/v1/events?trace=INT-3&entity=SIG-7");

    assertThat(http.storePorts.eventQueries.get(0).entities())
        .isEqualTo(Set.of(EventFixtures.INTENT, EventFixtures.SIGNAL, EventFixtures.SPEC));
    assertThat(http.storePorts.eventQueries.get(1).entities())
        .isEqualTo(Set.of(EventFixtures.SIGNAL));
  }

  @Test
  void unknownTrace_isMissing() throws Exception {
    assertThat(http.get("/api/v1/events?trace=INT-99").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limit=x        | limit must be 1..1000, not 'x'
          limit=0        | limit must be 1..1000, not '0'
          limit=1001     | limit must be 1..1000, not '1001'
          since=noon     | since must be a time such as 2026-03-01T12:00:00Z or how long ago, such as 24h, not 'noon'
          since=1h&until=2h | until must not be before since
          type=sig*      | type must be a name or end in '.*', such as signal.*
          order=up       | order must be one of [desc, asc], not 'up'
          typ=signal     | there is no parameter 'typ' here; known are cursor, entity, limit, order, q, since, source, trace, type, until
          q=a&q=b        | 'q' is given twice
          """)
  void badParameter_isRefusedByName(String query, String message) throws Exception {
    HttpResponse<String> response = http.get("/api/v1/events?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response.body()))
        .isEqualTo(new JsonObject().put("code", "invalid_parameter").put("message", message));
  }

  @Test
  void badPercentEncoding_isRefused() throws Exception {
    assertThat(json(http.raw("/api/v1/events?q=%zz")))
        .isEqualTo(
            new JsonObject()
                .put("code", "invalid_parameter")
                .put("message", "the query is not percent-encoded as it should be"));
  }

  @Test
  void heavyPage_isAnsweredWhole() throws Exception {
    String body = "{\"text\":\"" + "x".repeat(3 << 20) + "\"}";
    for (int seq = 5; seq <= 6; seq++) {
      http.storePorts.record.add(
          EventFixtures.stored(
              seq, Scope.DEFAULT, EventFixtures.event("e-" + seq, "signal.created", null, body)));
    }

    String page = http.get("/api/v1/events?limit=2").body();

    assertThat(page).hasSizeGreaterThan(6 << 20);
    assertThat(seqs(json(page))).isEqualTo("[6,5]");
  }

  @Test
  void oneEvent_saysAllThatIsKnown() throws Exception {
    JsonObject expected =
        json(SIGNAL_EVENT)
            .put(
                "received",
                json(
                    """
                    {"receiver":"http","received_time":"2026-03-10T12:00:01Z","digest":"d1","bytes":68,
                     "body":{"event":"signal.captured","score":1.50,"note":"tea ☕"}}
                    """))
            .put(
                "understood",
                json(
                    """
                    {"dialect":"nested","type":"signal.created",
                     "entity":{"kind":"signal","id":"SIG-7"},
                     "claims":["signal:SIG-7 belongs to intent:INT-3"],
                     "data":{"score":1.50},"flags":["zoneless_time"]}
                    """))
            .put(
                "placement",
                json(
                    """
                    {"state":"in_trace","trace_id":"0af7651916cd43dd8448eb211c80319c",
                     "span_id":"00000000000000a2","root":{"kind":"intent","id":"INT-3"},
                     "parents":[{"kind":"intent","id":"INT-3"}],"placed":true}
                    """))
            .put(
                "shipping",
                new JsonArray(
                    """
                    [{"destination":"tempo","status":"shipped","reason":null},
                     {"destination":"loki","status":"refused","reason":"entry too far behind"}]
                    """))
            .put(
                "why",
                new JsonArray()
                    .add("Stored as number 1; received by http.")
                    .add("Sent as 'signal.captured', read as signal.created.")
                    .add("Its time had no zone; it was read as UTC.")
                    .add(
                        "signal:SIG-7 is in the trace of intent:INT-3,"
                            + " 0af7651916cd43dd8448eb211c80319c.")
                    .add("Exported to tempo.")
                    .add("Refused by loki: entry too far behind."));

    assertThat(http.object("/api/v1/events/e-1")).isEqualTo(expected);
  }

  @Test
  void oneEvent_isFoundByAnIdFullOfPunctuation() throws Exception {
    assertThat(
            http.object("/api/v1/events/https%3A%2F%2Fci.example%2Fruns%2Fa%20b%2342")
                .getInteger("seq"))
        .isEqualTo(2);
    assertThat(http.object("/api/v1/events/https://ci.example/runs/a%20b%2342").getInteger("seq"))
        .isEqualTo(2);
  }

  @Test
  void eventBeyondTheTraceCursor_isNotYetPlaced() throws Exception {
    JsonObject event = http.object("/api/v1/events/e-3");

    assertThat(event.getJsonArray("why"))
        .contains("Not yet placed in a trace: the placement step has not reached it yet.");
    assertThat(event.getJsonObject("placement").getString("state")).isEqualTo("orphan");
  }

  @Test
  void eventOfAnotherTenant_isMissing() throws Exception {
    HttpResponse<String> response = http.get("/api/v1/events/theirs");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response.body()).getString("code")).isEqualTo("event_not_found");
  }

  @Test
  void head_givesTheHeadersOfGet() throws Exception {
    HttpResponse<String> head =
        http.send(
            http.request("/api/v1/events").method("HEAD", BodyPublishers.noBody()),
            BodyHandlers.ofString());

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @Test
  void methodNobodyOffers_isRefusedAsSuch() throws Exception {
    assertThat(
            http.send(http.request("/api/v1/sources").DELETE(), BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
  }

  private static String seqs(JsonObject page) {
    JsonArray seqs = new JsonArray();
    page.getJsonArray("items").forEach(item -> seqs.add(((JsonObject) item).getInteger("seq")));
    return seqs.encode();
  }

  private static JsonObject json(String text) {
    return new JsonObject(text);
  }
}
