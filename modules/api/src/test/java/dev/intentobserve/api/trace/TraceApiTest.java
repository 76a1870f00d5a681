package dev.intentobserve.api.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.TraceQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceApiTest {
  private static final String HEAD =
      """
      {"trace_id":"0af7651916cd43dd8448eb211c80319c","intent":"INT-3",
       "root":{"kind":"intent","id":"INT-3"},"state":"executing","stage":"execute",
       "title":"Never boil dry","start":"2026-03-01T08:00:00Z","end":null,
       "last_event":"2026-03-03T12:00:00Z","age":"PT220H","age_seconds":792000,
       "stalled_for":"PT168H","stalled_for_seconds":604800}
      """;

  @AutoClose private final ApiTestServer http = new ApiTestServer();

  @Test
  void list_givesSummariesWithTheirAges() throws Exception {
    assertThat(http.object("/api/v1/traces"))
        .isEqualTo(
            new JsonObject()
                .put("items", new JsonArray().add(new JsonObject(HEAD).put("spans", 3)))
                .putNull("next_cursor"));
  }

  @Test
  void filters_reachTheStoreAsTyped() throws Exception {
    http.get(
        "/api/v1/traces?state=executing&stalled_for=P7D&since=2026-01-01&until=1h&q=boil%20dry"
            + "&limit=9");

    assertThat(http.storePorts.traceQueries)
        .containsExactly(
            TraceQuery.builder(Scope.DEFAULT, 9)
                .rootKind(EntityKind.INTENT)
                .state("executing")
                .quietSince(EventFixtures.NOON.minus(Duration.ofDays(7)))
                .since(Instant.parse("2026-01-01T00:00:00Z"))
                .until(EventFixtures.NOON.minus(Duration.ofHours(1)))
                .text("boil dry")
                .build());
  }

  @Test
  void longText_isRefused() throws Exception {
    assertThat(http.get("/api/v1/traces?q=" + "x".repeat(500)).statusCode()).isEqualTo(200);
    HttpResponse<String> response = http.get("/api/v1/traces?q=" + "x".repeat(501));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(response.body()))
        .isEqualTo(
            new JsonObject()
                .put("code", "invalid_parameter")
                .put("message", "q must be at most 500 characters long"));
  }

  @Test
  void stage_siftsThePage() throws Exception {
    assertThat(http.object("/api/v1/traces?stage=execute").getJsonArray("items")).hasSize(1);
    assertThat(http.object("/api/v1/traces?stage=notice").getJsonArray("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT-3", "tea-1", "0af7651916cd43dd8448eb211c80319c"})
  void one_isTheWholeTree(String id) throws Exception {
    JsonArray spans =
        new JsonArray(
            """
            [{"span_id":"00000000000000a1","parent_id":null,"kind":"intent","id":"INT-3",
              "name":"intent","state":"executing","start":"2026-03-01T08:00:00Z","end":null,
              "duration_ms":null,"attributes":{},"events":[],"links":[],"flags":[]},
             {"span_id":"00000000000000a2","parent_id":"00000000000000a1","kind":"signal",
              "id":"SIG-7","name":"signal","state":"promoted","start":"2026-03-01T08:00:00Z",
              "end":"2026-03-02T08:00:00.000001Z","duration_ms":86400000,
              "attributes":{"intent.source":"git-hook"},
              "events":[{"name":"signal.created","time":"2026-03-01T08:00:00Z","count":1},
                        {"name":"signal.enriched","time":"2026-03-01T09:00:00Z","count":3}],
              "links":[{"relation":"grew_from","target":"signal:SIG-1","trace_id":null,
                        "span_id":null}],
              "flags":[]},
             {"span_id":"00000000000000a3","parent_id":"00000000000000a1","kind":"spec",
              "id":"specs/retry.md","name":"spec","state":"failed","start":null,"end":null,
              "duration_ms":null,"attributes":{},"events":[],"links":[],
              "flags":["placeholder"]}]
            """);
    JsonArray linked =
        new JsonArray(
            """
            [{"relation":"mentions","target":"intent:INT-3","kind":"signal","id":"SIG-9","title":null}]
            """);

    assertThat(http.object("/api/v1/traces/" + id))
        .isEqualTo(
            new JsonObject(HEAD)
                .put("aliases", new JsonArray().add("tea-1"))
                .put("linked_from", linked)
                .put("spans", spans));
  }

  @Test
  void unknownTrace_isMissingWithAHint() throws Exception {
    HttpResponse<String> response = http.get("/api/v1/traces/INT-99");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(new JsonObject(response.body()))
        .isEqualTo(
            new JsonObject()
                .put("code", "trace_not_found")
                .put(
                    "message",
                    "No trace found for 'INT-99'. Give an intent (INT-003), a cluster,"
                        + " a trace id or a trace string; GET /api/v1/traces lists the traces."
                        + " Events sent just now take a moment to be placed."));
  }

  @Test
  void traceOfTwentyThousandSpans_isAnsweredWhole() throws Exception {
    http.storePorts.trees.set(0, EventFixtures.largeTree(20_000));

    assertThat(http.object("/api/v1/traces/INT-3").getJsonArray("spans")).hasSize(20_000);
    assertThat(http.array("/zipkin/api/v2/trace/" + EventFixtures.TRACE)).hasSize(20_000);
  }
}
