package dev.intentobserve.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ports.EntityStateQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EntityApiTest {
  private static final String SIGNAL =
      """
      {"kind":"signal","id":"SIG-7","state":"promoted","level":"L3","trust":"0.7",
       "title":"Kettle boils dry",
       "placement":{"state":"in_trace","trace_id":"0af7651916cd43dd8448eb211c80319c",
                    "span_id":"00000000000000a2","root":{"kind":"intent","id":"INT-3"}},
       "first_seen":"2026-03-01T08:00:00Z","last_seen":"2026-03-02T09:00:00Z",
       "collision":true,"placeholder":false}
      """;

  @AutoClose private final ApiTestServer http = new ApiTestServer();

  @Test
  void list_tellsWhereEachStands() throws Exception {
    JsonArray items = http.object("/api/v1/entities").getJsonArray("items");

    assertThat(items)
        .extracting(item -> ((JsonObject) item).getString("id"))
        .containsExactly("INT-3", "SIG-7", "CLU-9", "SIG-8");
    assertThat(items)
        .extracting(item -> ((JsonObject) item).getJsonObject("placement").getString("state"))
        .containsExactly("in_trace", "in_trace", "provisional", "orphan");
  }

  @Test
  void item_isTheDetailsHeadAndWhatTheLifeAdds() throws Exception {
    JsonObject expected =
        new JsonObject(SIGNAL)
            .put("source", "git-hook")
            .put("product", "kettle")
            .put("cluster", "CLU-2")
            .put("start", "2026-03-01T08:00:00Z")
            .put("end", "2026-03-02T09:00:00Z");

    assertThat(http.object("/api/v1/entities?state=promoted"))
        .isEqualTo(
            new JsonObject().put("items", new JsonArray().add(expected)).putNull("next_cursor"));
  }

  @Test
  void list_stopsAtItsLimitAndLeadsOn() throws Exception {
    JsonObject page = http.object("/api/v1/entities?limit=1");

    assertThat(page.getJsonArray("items")).hasSize(1);
    assertThat(page.getString("next_cursor")).isEqualTo("2");
    assertThat(http.object("/api/v1/entities?limit=1&cursor=2").getJsonArray("items"))
        .extracting(item -> ((JsonObject) item).getString("id"))
        .containsExactly("SIG-7");
  }

  @Test
  void filters_reachTheStore() throws Exception {
    http.get(
        "/api/v1/entities?kind=signal&state=active&level=L3&source=git-hook&product=kettle"
            + "&cluster=CLU-2&id_prefix=SIG&limit=1000&cursor=1");

    assertThat(http.storePorts.entityQueries)
        .containsExactly(
            EntityStateQuery.builder(Scope.DEFAULT, 1000)
                .kind(EntityKind.SIGNAL)
                .states(Set.of("active"))
                .source("git-hook")
                .product("kettle")
                .cluster("CLU-2")
                .level("L3")
                .idPrefix("SIG")
                .cursor("1")
                .build());
  }

  @Test
  void nonsense_isRefusedByName() throws Exception {
    assertThat(http.object("/api/v1/entities?level=L5").getString("message"))
        .startsWith("level must be one of [L0, L1");
    assertThat(http.object("/api/v1/entities?limit=1001").getString("message"))
        .startsWith("limit must be 1..1000");
  }

  @Test
  void one_tellsItsWholeHistory() throws Exception {
    JsonObject expected =
        new JsonObject(SIGNAL)
            .mergeIn(
                new JsonObject(
                    """
                    {"attributes":{
                       "title":{"value":"Kettle boils dry","since":"2026-03-01T08:00:00Z",
                                "event_id":"e-1"},
                       "trust":{"value":"0.7","since":"2026-03-02T09:00:00Z","event_id":"e-9"}},
                     "parents":[{"kind":"intent","id":"INT-3"}],
                     "history":[
                       {"type":"signal.created","count":2,"first":"2026-03-01T08:00:00Z",
                        "first_event_id":"e-1","last":"2026-03-01T08:00:00Z",
                        "last_event_id":"e-1"},
                       {"type":"signal.promoted","count":1,"first":"2026-03-02T09:00:00Z",
                        "first_event_id":"e-9","last":"2026-03-02T09:00:00Z",
                        "last_event_id":"e-9"}],
                     "trace_refs":["tea-1"],"files":["signals/a.md","signals/b.md"],
                     "links":["grew_from signal:SIG-1"],
                     "events":"/api/v1/events?entity=signal%3ASIG-7"}
                    """));

    assertThat(http.object("/api/v1/entities/signal/SIG-7")).isEqualTo(expected);
  }

  @Test
  void idWithSlashes_isFound() throws Exception {
    assertThat(http.object("/api/v1/entities/spec/specs/retry.md").getString("state"))
        .isEqualTo("failed");
    assertThat(http.object("/api/v1/entities/spec/specs%2Fretry.md").getString("state"))
        .isEqualTo("failed");
  }

  @Test
  void unknownOnes_areMissing() throws Exception {
    assertThat(http.get("/api/v1/entities/signal/SIG-99").statusCode()).isEqualTo(404);
    assertThat(http.get("/api/v1/entities/kettle/K-1").statusCode()).isEqualTo(404);
    assertThat(http.get("/api/v1/entities/signal").statusCode()).isEqualTo(404);
  }

  @Test
  void unknownKind_isRefusedByName() throws Exception {
    assertThat(http.object("/api/v1/entities?kind=kettle").getString("message"))
        .startsWith("kind must be one of [signal, cluster, intent");
  }
}
