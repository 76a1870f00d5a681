package dev.intentobserve.api.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.api.MetricFixtures;
import dev.intentobserve.api.http.ApiRequest;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.AlertQuery;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertApiTest {
  private static final String ALERTS = "/api/v1/alerts";
  private static final String SILENCES = "/api/v1/alerts/silences";
  private static final Alert STALE =
      MetricFixtures.alert("StaleIntent", Alert.State.FIRING, "intent", "INT-3");
  private static final Alert BURN =
      MetricFixtures.alert("SloBurn", Alert.State.PENDING, "slo", "kettles");

  @AutoClose private final ApiTestServer http = new ApiTestServer();

  @BeforeEach
  void open() throws Exception {
    http.metricPorts.changes.add(MetricFixtures.change(7, Scope.DEFAULT, STALE));
    http.metricPorts.changes.add(MetricFixtures.change(8, EventFixtures.OTHER_SCOPE, BURN));
    http.metricPorts.changes.add(MetricFixtures.change(9, Scope.DEFAULT, BURN));
    http.metricPorts.changes.add(
        MetricFixtures.change(
            10,
            Scope.DEFAULT,
            MetricFixtures.alert("OldNews", Alert.State.RESOLVED, "source", "cli")));
  }

  @Test
  void alert_leadsToItsEvidence() throws Exception {
    silence(1, "rule", "StaleIntent", EventFixtures.NOON.plusSeconds(60));
    silence(2, "rule", "SloBurn", EventFixtures.NOON.plusSeconds(60));
    silence(3, "severity", "warning", EventFixtures.NOON);

    assertThat(http.object(ALERTS + "/" + STALE.id()))
        .isEqualTo(
            new JsonObject(
                """
                {"id":"%1$s","rule":"StaleIntent","severity":"warning","state":"firing",
                 "labels":{"intent":"INT-3"},"summary":"Intent INT-3 stands still",
                 "description":"Nothing happened for 9 days.","value":9.5,
                 "since":"2026-03-10T11:55:00Z","fired":"2026-03-10T11:58:00Z","resolved":null,
                 "evidence":["/api/v1/events?entity=intent%%3AINT-3","/api/v1/traces/INT-3"],
                 "change":7,"changed_at":"2026-03-10T11:58:27Z","silenced_by":[1],
                 "links":{"self":"/api/v1/alerts/%1$s",
                   "events":"/api/v1/events?entity=intent%%3AINT-3",
                   "trace":"/api/v1/traces/INT-3",
                   "deliveries":"/api/v1/alerts/deliveries?alert=%1$s"}}
                """
                    .formatted(STALE.id())));
    assertThat(http.object(ALERTS + "/" + BURN.id()).getJsonObject("links").getString("slo"))
        .isEqualTo("/api/v1/slos/kettles");
  }

  @Test
  void alerts_areThoseThatNeedAttentionUnlessAskedOtherwise() throws Exception {
    assertThat(rules(http.object(ALERTS))).containsExactly("SloBurn", "StaleIntent");
    assertThat(rules(http.object(ALERTS + "?state=resolved"))).containsExactly("OldNews");
    assertThat(rules(http.object(ALERTS + "?label.slo=kettles"))).containsExactly("SloBurn");
    http.get(ALERTS + "?state=firing&rule=StaleIntent&severity=critical&limit=7&cursor=0");

    assertThat(http.metricPorts.alertQueries.getLast())
        .isEqualTo(
            new AlertQuery(
                Scope.DEFAULT, Alert.State.FIRING, "StaleIntent", Severity.CRITICAL, 7, "0"));
  }

  @Test
  void pages_leadOn() throws Exception {
    JsonObject first = http.object(ALERTS + "?limit=1");
    assertThat(rules(first)).containsExactly("SloBurn");
    assertThat(rules(http.object(ALERTS + "?limit=1&cursor=" + first.getString("next_cursor"))))
        .containsExactly("StaleIntent");
  }

  @Test
  void hostileWords_travelAsTheyAre() throws Exception {
    Alert hostile =
        MetricFixtures.alert(
            "StaleIntent", Alert.State.FIRING, "intent", "<b>\u202e\u001b[2J</b>\n&\u0007");
    http.metricPorts.changes.add(MetricFixtures.change(11, Scope.DEFAULT, hostile));

    HttpResponse<String> answer = http.get(ALERTS + "/" + hostile.id());
    assertThat(answer.body()).contains("<b>\u202e\\u001b[2J</b>\\n&\\u0007").doesNotContain("\n");
    assertThat(new JsonObject(answer.body()).getJsonObject("links").getString("trace"))
        .isEqualTo("/api/v1/traces/INT-3");
  }

  @Test
  void test_goesToTheAlertRoomInTheNameOfWhoAsked() throws Exception {
    HttpResponse<String> answer = http.post(ALERTS + "/test", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getJsonObject("labels"))
        .isEqualTo(new JsonObject().put("asked_by", "http"));
    assertThat(http.metricPorts.tests).hasSize(1);
    assertThat(code(http.post(ALERTS + "/test", "{\"rule\":\"x\"}"), 400))
        .isEqualTo("invalid_field");
    assertThat(http.metricPorts.tests).hasSize(1);
  }

  @Test
  void deliveries_sayWhatBecameOfNotifications() throws Exception {
    http.metricPorts.deliveries.add(MetricFixtures.delivery("slack", "failed", "HTTP 500"));

    JsonArray items = http.object(ALERTS + "/deliveries").getJsonArray("items");
    assertThat(items)
        .isEqualTo(
            new JsonArray(
                """
                [{"at":"2026-03-10T12:00:00Z","channel":"slack","outcome":"failed","attempt":2,
                  "detail":"HTTP 500","alert":"%1$s","rule":"StaleIntent","state":"firing",
                  "change":7,"links":{"alert":"/api/v1/alerts/%1$s"}}]
                """
                    .formatted(STALE.id())));
    http.get(ALERTS + "/deliveries?channel=slack&alert=ab&outcome=given_up&limit=3&cursor=1");
    assertThat(http.metricPorts.deliveryQueries.getLast())
        .isEqualTo(new DeliveryQuery(Scope.DEFAULT, "slack", "ab", "given_up", 3, "1"));
  }

  @Test
  void silence_isSavedListedAndEnded() throws Exception {
    HttpResponse<String> saved =
        http.post(
            SILENCES,
            "{\"matchers\":{\"rule\":\"StaleIntent\",\"intent\":\"INT-3\"},"
                + "\"reason\":\"on leave\",\"duration\":\"2h\"}");
    JsonObject silence =
        new JsonObject(
            """
            {"id":1,"state":"active","matchers":{"intent":"INT-3","rule":"StaleIntent"},
             "author":"http","reason":"on leave","starts":"2026-03-10T12:00:00Z",
             "ends":"2026-03-10T14:00:00Z","ended":null}
            """);
    assertThat(new JsonObject(saved.body())).isEqualTo(silence);
    assertThat(http.object(SILENCES).getJsonArray("items")).isEqualTo(new JsonArray().add(silence));
    assertThat(http.object(ALERTS + "/" + STALE.id()).getJsonArray("silenced_by"))
        .isEqualTo(new JsonArray().add(1));

    JsonObject ended = silence.copy().put("state", "ended").put("ended", "2026-03-10T12:00:00Z");
    assertThat(new JsonObject(http.delete(SILENCES + "/1").body())).isEqualTo(ended);
    assertThat(http.object(SILENCES).getJsonArray("items")).isEmpty();
    assertThat(http.object(SILENCES + "?which=all").getJsonArray("items")).hasSize(1);
    assertThat(code(http.delete(SILENCES + "/1"), 409)).isEqualTo("silence_ended");
    assertThat(code(http.delete(SILENCES + "/2"), 404)).isEqualTo("silence_not_found");
    assertThat(code(http.delete(SILENCES + "/x"), 404)).isEqualTo("silence_not_found");
  }

  @Test
  void silenceOfAnother_isNotSeenAndNotEnded() throws Exception {
    http.metricPorts.silences.add(
        new Scoped<>(
            EventFixtures.OTHER_SCOPE,
            new Silence(
                1,
                STALE.labels(),
                "bob",
                "theirs",
                EventFixtures.NOON,
                EventFixtures.NOON.plusSeconds(60),
                null)));

    assertThat(http.object(SILENCES + "?which=all").getJsonArray("items")).isEmpty();
    assertThat(code(http.delete(SILENCES + "/1"), 404)).isEqualTo("silence_not_found");
    assertThat(http.object(ALERTS + "/" + STALE.id()).getJsonArray("silenced_by")).isEmpty();
  }

  @Test
  void body_isBoundedAndOneObject() throws Exception {
    assertThat(code(http.post(SILENCES, " ".repeat(ApiRequest.MAX_BODY_BYTES + 1)), 413))
        .isEqualTo("body_too_large");
    for (String body : List.of("{", "[]", "7", "\"x\"", "[".repeat(2000))) {
      assertThat(code(http.post(SILENCES, body), 400)).as(body).isEqualTo("malformed_json");
    }
    assertThat(code(http.post(SILENCES, ""), 400)).isEqualTo("invalid_field");
    assertThat(http.metricPorts.silences).isEmpty();
  }

  @Test
  void wrongQuestions_areRefused() throws Exception {
    assertThat(code(http.get(ALERTS + "/0123456789abcdef"), 404)).isEqualTo("alert_not_found");
    for (String path :
        List.of(
            "?state=asleep",
            "?severity=mild",
            "?intent=INT-3",
            "/deliveries?outcome=lost",
            "/silences?which=some",
            "/stream?after=x",
            "/stream?severity=mild")) {
      assertThat(code(http.get(ALERTS + path), 400)).as(path).isEqualTo("invalid_parameter");
    }
  }

  private void silence(long id, String label, String value, Instant ends) {
    http.metricPorts.silences.add(
        new Scoped<>(
            Scope.DEFAULT,
            new Silence(
                id,
                MetricFixtures.labels(label, value),
                "ann",
                "tea time",
                EventFixtures.NOON.minusSeconds(60),
                ends,
                null)));
  }

  private static List<String> rules(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("rule"))
        .toList();
  }

  private static String code(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    return new JsonObject(response.body()).getString("code");
  }
}
