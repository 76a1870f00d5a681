package dev.intentobserve.ui.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ui.UiTestServer;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Objectives, alerts, dead letters and the search. */
class OperationsPagesTest {
  private static final String DEAD_LETTER =
      """
      {"id":11,"receiver":"http","source":"git-hook","origin":"index 3","reason":"malformed_json",
       "detail":"line 1","size":9,"received_time":"2026-03-10T11:00:00Z","times":2,"status":"open",
       "note":null,"body":"{\\"event\\":</textarea>"}""";

  @AutoClose private final UiTestServer http = new UiTestServer();

  @Test
  void deadLetter_canBeEdited_andItsMarkupIsEscaped() throws Exception {
    http.api("/api/v1/dead-letters/11", DEAD_LETTER);

    assertThat(http.page("/dead-letters/11"))
        .contains("{&quot;event&quot;:&lt;/textarea&gt;</textarea>", "malformed json");
  }

  @Test
  void changes_areShownBeforeAnythingIsSent() throws Exception {
    http.api("/api/v1/dead-letters/11", DEAD_LETTER);
    String page =
        http.form("/dead-letters/11/retry", "do=compare&body=" + encode("{\"event\":1}")).body();

    assertThat(page).contains("<del>&lt;/textarea&gt;</del><ins>1}</ins>");
    assertThat(http.requested).extracting(UiTestServer.RecordedRequest::method).containsOnly("GET");
  }

  @Test
  void fixedDeadLetter_isSentOnce_andLinksToItsEvent() throws Exception {
    http.api("/api/v1/dead-letters/11", DEAD_LETTER);
    http.api(
        "/api/v1/dead-letters/11/retry",
        "{\"received\":1,\"stored\":1,\"receipts\":[{\"status\":\"stored\",\"event_id\":\"e-1\"}]}");
    String repaired = "{\"event\":\"" + "x".repeat(100_000) + "\"}";
    String page = http.form("/dead-letters/11/retry", "do=retry&body=" + encode(repaired)).body();

    assertThat(page).contains("Event accepted", "href=\"/events/e-1\"", "<del>");
    assertThat(http.requested.getLast())
        .isEqualTo(
            new UiTestServer.RecordedRequest(
                "POST", "/api/v1/dead-letters/11/retry", "", repaired));
  }

  @Test
  void deadLetterRejectedAgain_keepsTheEdit() throws Exception {
    http.api("/api/v1/dead-letters/11", DEAD_LETTER);
    http.fails("/api/v1/dead-letters/11/retry", 400, "all_refused", "No event was accepted.");
    HttpResponse<String> page =
        http.form("/dead-letters/11/retry", "do=retry&body=" + encode("{\"mine\":"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body())
        .contains("Rejected again: No event was accepted.", "{&quot;mine&quot;:</textarea>");
  }

  @Test
  void deadLetter_isDiscardedWithItsReason() throws Exception {
    assertThat(http.form("/dead-letters/11/discard", "reason=a+test").statusCode()).isEqualTo(303);
    assertThat(http.requested.getLast().method()).isEqualTo("DELETE");
    assertThat(http.requested.getLast().uri()).isEqualTo("/api/v1/dead-letters/11?reason=a%20test");
  }

  @Test
  void alert_isSilencedWithItsLabels() throws Exception {
    http.api(
        "/api/v1/alerts/5c",
        "{\"id\":\"5c\",\"rule\":\"StaleIntent\",\"labels\":{\"intent\":\"INT-3\"}}");
    http.form("/alerts/5c/silence", "duration=4h&reason=planned+work");

    assertThat(http.requested.getLast().uri()).isEqualTo("/api/v1/alerts/silences");
    assertThat(http.requested.getLast().body())
        .isEqualTo(
            "{\"matchers\":{\"intent\":\"INT-3\",\"rule\":\"StaleIntent\"},\"reason\":\"planned"
                + " work\",\"duration\":\"4h\"}");
  }

  @Test
  void alerts_showNotificationsAndSilences() throws Exception {
    http.api(
        "/api/v1/alerts/deliveries",
        "{\"items\":[{\"at\":\"2026-03-10T11:00:00Z\",\"channel\":\"slack\",\"outcome\":\"failed\",\"alert\":\"5c\",\"rule\":\"StaleIntent\",\"detail\":\"http_500\"}]}");
    http.api(
        "/api/v1/alerts/silences",
        "{\"items\":[{\"id\":3,\"state\":\"active\",\"matchers\":{\"rule\":\"X\"},\"ends\":\"2026-03-10T14:00:00Z\"}]}");

    assertThat(http.page("/alerts"))
        .contains("slack", "http_500", "action=\"/alerts/silences/3/end\"", "/alerts/test");
  }

  @Test
  void objective_showsBudgetAndBurnRates() throws Exception {
    http.api(
        "/api/v1/slos/kettles",
        """
        {"name":"kettles","display_name":"Kettles whistle","state":"warning","message":"1 of 16 failed",
         "good":15,"bad":1,"target":0.9,"achieved":0.9375,
         "budget":{"remaining":0.375,"exhausted":"2026-03-13T12:00:00Z"},
         "burns":[{"severity":"critical","long_window":"PT1H","short_window":"PT5M","factor":14.4,
           "long_rate":2.5,"short_rate":null,"burning":true}],
         "links":{"bad":"/api/v1/slos/kettles/events?outcome=bad"}}""");

    assertThat(http.page("/slos/kettles"))
        .contains("Kettles whistle", "37.50%", "93.75%", "13 Mar 12:00", "1h and 5m", "burning")
        .contains("href=\"/slos/kettles/events?outcome=bad\"");
  }

  @Test
  void exhaustedBudget_isNotForecast() throws Exception {
    http.api("/api/v1/slos/kettles", "{\"budget\":{\"remaining\":-0.5,\"exhausted\":null}}");
    assertThat(http.page("/slos/kettles")).contains("<dt>Budget runs out</dt><dd>already</dd>");
    http.api("/api/v1/slos/kettles", "{\"budget\":{\"remaining\":0.5,\"exhausted\":null}}");
    assertThat(http.page("/slos/kettles")).contains("<dd>not at this rate</dd>");
    http.api("/api/v1/slos/kettles", "{\"budget\":{\"remaining\":null,\"exhausted\":null}}");
    assertThat(http.page("/slos/kettles")).contains("<dt>Budget runs out</dt><dd>–</dd>");
  }

  @Test
  void unevaluatedObjective_showsNoBudget() throws Exception {
    for (String state : new String[] {"not_enough_data", "no_data"}) {
      String slo =
          """
          {"name":"kettles","state":"%s","budget":{"remaining":-3.0,"exhausted":"2026-03-13T12:00:00Z"}}"""
              .formatted(state);
      http.api("/api/v1/slos/kettles", slo);
      http.api("/api/v1/slos", "{\"items\":[" + slo + "]}");
      assertThat(http.page("/slos/kettles"))
          .contains("<dt>Budget left</dt><dd>–</dd>", "<dt>Budget runs out</dt><dd>–</dd>")
          .doesNotContain("-300");
      assertThat(http.page("/slos")).doesNotContain("-300").contains(state.replace('_', ' '));
    }
  }

  @Test
  void objective_saysWhyEarlierNumbersChanged() throws Exception {
    http.api("/api/v1/slos/kettles", "{\"note\":\"2 late <contracts> changed the numbers\"}");
    assertThat(http.page("/slos/kettles"))
        .contains("<p class=\"note\">2 late &lt;contracts&gt; changed the numbers</p>");
    http.api("/api/v1/slos/kettles", "{\"note\":null}");
    assertThat(http.page("/slos/kettles")).doesNotContain("class=\"note\"");
  }

  @Test
  void outcomes_haveTheirTone() throws Exception {
    http.api(
        "/api/v1/slos/kettles/events",
        "{\"items\":[{\"subject\":\"a\",\"outcome\":\"bad\"},{\"subject\":\"b\",\"outcome\":\"good\"}]}");
    assertThat(http.page("/slos/kettles/events"))
        .contains("<span class=\"state bad\">bad</span>", "<span class=\"state good\">good</span>");
  }

  @Test
  void readOnlyViewer_isOfferedNoAction() throws Exception {
    http.readOnlyKey = true;
    http.api("/api/v1/dead-letters/11", DEAD_LETTER);
    http.api("/api/v1/alerts/5c", "{\"id\":\"5c\",\"rule\":\"StaleIntent\",\"labels\":{}}");
    http.api(
        "/api/v1/alerts/silences",
        "{\"items\":[{\"id\":3,\"state\":\"active\",\"matchers\":{\"rule\":\"X\"},\"reason\":\"moves\"}]}");
    for (String path : new String[] {"/alerts", "/alerts/5c", "/dead-letters/11"}) {
      assertThat(http.page(path))
          .as(path)
          .doesNotContain("method=\"post\"")
          .contains("requires a key with the role <code>admin</code>");
    }
    assertThat(http.page("/alerts")).contains("moves");
    assertThat(http.page("/dead-letters/11")).contains("{&quot;event&quot;:&lt;/textarea&gt;");
    http.readOnlyKey = false;
    assertThat(http.page("/dead-letters/11"))
        .contains("method=\"post\"")
        .doesNotContain("requires a key");
  }

  @Test
  void search_findsTheTrace_elseTheEvent_elseTheEntity_elseSearchesText() throws Exception {
    http.fails("/api/v1/traces/SIG-7", 404, "trace_not_found", "no");
    http.fails("/api/v1/events/SIG-7", 404, "event_not_found", "no");
    http.fails("/api/v1/traces/kettle", 404, "trace_not_found", "no");
    http.fails("/api/v1/events/kettle", 404, "event_not_found", "no");

    assertThat(found("INT-3")).isEqualTo("/traces/INT-3");
    assertThat(found("kettle")).isEqualTo("/events?q=kettle");
    http.api("/api/v1/events", "{\"items\":[{\"entity\":{\"kind\":\"signal\",\"id\":\"SIG-7\"}}]}");
    assertThat(found("SIG-7")).isEqualTo("/entities/signal/SIG-7");
  }

  @Test
  void wordOfATitle_findsTheOnlyIntent_elseTheList() throws Exception {
    http.fails("/api/v1/traces/kettle", 404, "trace_not_found", "no");
    http.fails("/api/v1/events/kettle", 404, "event_not_found", "no");
    http.api("/api/v1/traces", "{\"items\":[{\"trace_id\":\"0af7\"}]}");
    assertThat(found("kettle")).isEqualTo("/traces/0af7");
    http.api("/api/v1/traces", "{\"items\":[{\"trace_id\":\"0af7\"},{\"trace_id\":\"0af8\"}]}");
    assertThat(found("kettle")).isEqualTo("/traces?q=kettle");
    assertThat(http.requested.getLast().uri()).isEqualTo("/api/v1/traces?q=kettle&limit=2");
    for (String firstItems : new String[] {"", "{\"trace_id\":\"0af7\"}"}) {
      http.api("/api/v1/traces", "{\"items\":[" + firstItems + "],\"next_cursor\":\"on\"}");
      assertThat(found("kettle")).isEqualTo("/traces?q=kettle");
    }
  }

  @Test
  void pastedLine_findsItsEvent() throws Exception {
    String line = "{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-7\"}";

    assertThat(found(line)).matches("/events/[0-9a-f]{64}");
    assertThat(found("{\"event_id\":\"e-1\"}")).isEqualTo("/events/e-1");
    assertThat(found("{\"id\":\"1\",\"source\":\"s\"}")).isEqualTo("/events/s%231");
    assertThat(found("{no json")).matches("/events/[0-9a-f]{64}");
  }

  @Test
  void unavailableService_isNotReportedAsNotFound() throws Exception {
    http.fails("/api/v1/traces/INT-3", 503, "store_unavailable", "away");
    assertThat(http.get("/search?q=INT-3").statusCode()).isEqualTo(503);
  }

  private String found(String requested) throws Exception {
    return http.get("/search?q=" + encode(requested))
        .headers()
        .firstValue("Location")
        .orElseThrow();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
