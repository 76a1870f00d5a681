package dev.intentobserve.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ui.UiTestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EventPagesTest {
  private static final String HEAD =
      """
      "event_id":"e/1#a","seq":4,"type":"signal.created","source":"git-hook","receiver":"http",
      "entity":{"kind":"signal","id":"SIG-7"},"event_time":"2026-03-10T11:00:00Z",
      "received_time":"2026-03-10T12:00:01Z","trace_id":null,"title":"<img src=x onerror=alert(1)>",
      "actor":null,"flags":[]""";

  @AutoClose private final UiTestServer http = new UiTestServer();

  @Test
  void list_linksToEventsAndTheirEntities() throws Exception {
    http.api("/api/v1/events", "{\"items\":[{" + HEAD + "}],\"next_cursor\":\"c\"}");
    String page = http.page("/events?type=signal.*&entity=SIG-7");

    assertThat(http.requested.getLast().uri())
        .isEqualTo("/api/v1/events?type=signal.*&entity=SIG-7&limit=50");
    assertThat(page)
        .contains("href=\"/events/e%2F1%23a\"", "href=\"/entities/signal/SIG-7\"")
        .contains("&lt;img src=x onerror=alert(1)&gt;", "from git-hook")
        .contains("href=\"/events?type=signal.*&amp;entity=SIG-7&amp;cursor=c\"")
        .doesNotContain("<img");
  }

  @Test
  void list_showsBodies_andTheOldestFirst_onRequest() throws Exception {
    http.api(
        "/api/v1/events",
        "{\"items\":[{" + HEAD + ",\"body\":{ \"n\" : 1.500 }}],\"next_cursor\":\"c\"}");
    String plain = http.page("/events?entity=SIG-7");
    String page = http.page("/events?entity=SIG-7&order=asc&bodies=yes");

    assertThat(http.requested.getLast().uri())
        .isEqualTo("/api/v1/events?entity=SIG-7&order=asc&limit=20");
    assertThat(plain)
        .contains("newest first", "href=\"/events?entity=SIG-7&amp;bodies=yes\">With bodies")
        .contains("href=\"/events?entity=SIG-7&amp;order=asc\">Oldest first")
        .doesNotContain("1.500", "type=\"hidden\"");
    assertThat(page)
        .contains("oldest first", "{ &quot;n&quot; : 1.500 }")
        .contains("href=\"/events?entity=SIG-7&amp;order=asc\">Without bodies")
        .contains("href=\"/events?entity=SIG-7&amp;bodies=yes\">Newest first")
        .contains("href=\"/events?entity=SIG-7&amp;order=asc&amp;bodies=yes&amp;cursor=c\"")
        .contains("<input type=\"hidden\" name=\"bodies\" value=\"yes\">");
  }

  @Test
  void emptyList_showsWhatToSend_inAnyOrder() throws Exception {
    assertThat(http.page("/events?order=asc&bodies=yes")).contains("No events yet.");
    assertThat(http.page("/events?q=x&bodies=yes")).contains("No event matches.");
  }

  @Test
  void event_isShownAsReceived_digitForDigit() throws Exception {
    http.api(
        "/api/v1/events/e%2F1%23a",
        "{"
            + HEAD
            + ",\"body\":{ \"n\" : 1.500, \"t\":\"\\u003cb>\" },"
            + "\"received\":{\"receiver\":\"http\",\"bytes\":68},"
            + "\"understood\":{\"dialect\":\"nested\",\"type\":\"signal.created\","
            + "\"claims\":[\"signal:SIG-7 belongs to intent:INT-3\"],\"data\":{\"score\":1.5},\"flags\":[\"zoneless_time\"]},"
            + "\"placement\":{\"state\":\"in_trace\",\"trace_id\":\"0af7\",\"span_id\":\"a2\","
            + "\"root\":{\"kind\":\"intent\",\"id\":\"INT-3\"},\"parents\":[{\"kind\":\"intent\",\"id\":\"INT-3\"}],\"placed\":true},"
            + "\"shipping\":[{\"destination\":\"loki\",\"status\":\"refused\",\"reason\":\"too far behind\"}],"
            + "\"why\":[\"Stored as number 1.\"]}");

    assertThat(http.page("/events/e%2F1%23a"))
        .contains("{ &quot;n&quot; : 1.500, &quot;t&quot;:&quot;\\u003cb&gt;&quot; }")
        .contains("zoneless_time", "belongs to intent:INT-3", "Stored as number 1.")
        .contains("href=\"/traces/0af7?span=a2#s-a2\"", "loki", "too far behind");
  }

  @Test
  void bodyThatIsNotJson_isShownAsText() throws Exception {
    http.api("/api/v1/events/e-1", "{" + HEAD + ",\"body_base64\":\"eCA8\"}");
    assertThat(http.page("/events/e-1"))
        .contains(
            "<pre tabindex=\"0\" role=\"region\" aria-label=\"As received\"><code>x &lt;</code></pre>");
  }

  @Test
  void hugeBody_isCut() throws Exception {
    http.api("/api/v1/events/e-1", "{" + HEAD + ",\"body\":\"" + "y".repeat(1 << 20) + "\"}");
    assertThat(http.page("/events/e-1")).hasSizeLessThan(40_000).contains("1048578 characters");
  }

  @Test
  void entity_showsItsStatus_andHowItGotThere() throws Exception {
    http.api(
        "/api/v1/entities/signal/SIG-7",
        """
        {"kind":"signal","id":"SIG-7","state":"promoted","level":"L3","trust":"0.7","title":"Kettle",
         "placement":{"state":"in_trace","trace_id":"0af7","span_id":"a2","root":{"kind":"intent","id":"INT-3"}},
         "first_seen":"2026-03-01T08:00:00Z","last_seen":"2026-03-02T09:00:00Z","collision":true,"placeholder":false,
         "attributes":{"size":{"value":"<9>","since":"2026-03-02T09:00:00Z","event_id":"e-9"}},
         "history":[{"type":"signal.promoted","count":1,"first":"2026-03-02T09:00:00Z","first_event_id":"e-3",
            "last":"2026-03-02T09:00:00Z","last_event_id":"e-3"},
           {"type":"signal.created","count":2,"first":"2026-03-01T08:00:00Z","first_event_id":"e-1",
            "last":"2026-03-01T09:00:00Z","last_event_id":"e-2"}],
         "files":["a.md","b.md"],"links":["grew_from signal:SIG-1"]}""");
    http.api(
        "/api/v1/traces/0af7",
        """
        {"spans":[{"kind":"signal","id":"SIG-7","name":"Kettle","state":"promoted"},
          {"kind":"intent","id":"INT-3","name":"intent","state":"executing"},
          {"kind":"capability","id":"CAP-1","name":"Whistle","state":"released"}]}""");
    String page = http.page("/entities/signal/SIG-7");

    assertThat(page)
        .contains("captured ✓", "promoted (current)", "<li>dismissed</li>", "L3", "0.7")
        .contains("by <a href=\"/events/e-1\">signal.created</a>")
        .contains("by <a href=\"/events/e-3\">signal.promoted</a>")
        .contains("ID conflict", "a.md", "&lt;9&gt;", "href=\"/traces/0af7?span=a2#s-a2\"")
        .containsSubsequence(
            "Kettle</strong>", "/entities/intent/INT-3", "/entities/capability/CAP-1")
        .containsSubsequence("Other links: created from", "href=\"/entities/signal/SIG-1\"");
  }

  @Test
  void entityWithoutATrace_saysSo() throws Exception {
    http.api(
        "/api/v1/entities/signal/S",
        "{\"kind\":\"signal\",\"id\":\"S\",\"state\":\"captured\",\"placement\":{\"trace_id\":null}}");
    assertThat(http.page("/entities/signal/S")).contains("Not part of a trace yet.");
  }

  @Test
  void entityWithoutAnId_isMissing() throws Exception {
    assertThat(http.get("/entities/signal").statusCode()).isEqualTo(404);
  }
}
