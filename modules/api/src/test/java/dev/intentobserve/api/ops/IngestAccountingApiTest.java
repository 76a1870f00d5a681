package dev.intentobserve.api.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class IngestAccountingApiTest {
  private static final String DEAD_LETTER =
      """
      {"id":11,"receiver":"http","source":"git-hook","origin":"index 3","reason":"malformed_json",
       "detail":"line 1, column 10","digest":"ab12","size":12,
       "received_time":"2026-03-10T12:00:00Z","times":2,"status":"open","note":null}
      """;

  @AutoClose private final ApiTestServer http = new ApiTestServer();

  @Test
  void sources_balanceAndAddUp() throws Exception {
    assertThat(http.object("/api/v1/sources"))
        .isEqualTo(
            new JsonObject(
                """
                {"items":[
                   {"receiver":"bus","source":"mcp-server","received":3,"stored":2,"duplicates":1,
                    "refused":{},"balanced":true},
                   {"receiver":"http","source":"git-hook","received":7,"stored":4,"duplicates":0,
                    "refused":{"malformed_json":2,"id_conflict":1},"balanced":true}],
                 "totals":{"received":10,"stored":6,"duplicates":1,
                           "refused":{"malformed_json":2,"id_conflict":1},"balanced":true},
                 "next_cursor":null}
                """));
  }

  @Test
  void sources_comeAPageAtATime_withTheirTotalsFirst() throws Exception {
    JsonObject first = http.object("/api/v1/sources?limit=1");
    JsonObject second =
        http.object("/api/v1/sources?limit=1&cursor=" + first.getString("next_cursor"));

    assertThat(first.getJsonArray("items")).hasSize(1);
    assertThat(first.getJsonObject("totals").getInteger("received")).isEqualTo(10);
    assertThat(second.getJsonArray("items").getJsonObject(0).getString("source"))
        .isEqualTo("git-hook");
    assertThat(second.getJsonObject("totals")).isNull();
    assertThat(second.getString("next_cursor")).isNull();
    assertThat(http.get("/api/v1/sources?limit=1001").statusCode()).isEqualTo(400);
  }

  @Test
  void deadLetters_areTheOpenOnesUnlessAskedOtherwise() throws Exception {
    JsonObject open = http.object("/api/v1/dead-letters");

    assertThat(open.getJsonArray("items"))
        .isEqualTo(new JsonArray().add(new JsonObject(DEAD_LETTER)));
    assertThat(http.object("/api/v1/dead-letters?status=all").getJsonArray("items")).hasSize(2);
    assertThat(
            http.object("/api/v1/dead-letters?reason=id_conflict&status=all").getJsonArray("items"))
        .hasSize(1);
  }

  @Test
  void deadLetter_showsItsBody() throws Exception {
    assertThat(http.object("/api/v1/dead-letters/11"))
        .isEqualTo(new JsonObject(DEAD_LETTER).put("body", "{\"event\":\u202e"));
    assertThat(http.object("/api/v1/dead-letters/12").getString("body_base64")).isEqualTo("e/99");
  }

  @Test
  void discarding_needsAReasonAndAnOpenLetter() throws Exception {
    assertThat(delete("11").statusCode()).isEqualTo(400);
    assertThat(delete("11?reason=noise").statusCode()).isEqualTo(200);
    assertThat(code(delete("12?reason=noise"), 409)).isEqualTo("dead_letter_closed");
    assertThat(code(delete("13?reason=noise"), 404)).isEqualTo("dead_letter_not_found");
    assertThat(code(delete("x?reason=noise"), 404)).isEqualTo("dead_letter_not_found");
  }

  private HttpResponse<String> delete(String rest) throws Exception {
    return http.send(
        http.request("/api/v1/dead-letters/" + rest).DELETE(), BodyHandlers.ofString());
  }

  private static String code(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    return new JsonObject(response.body()).getString("code");
  }
}
