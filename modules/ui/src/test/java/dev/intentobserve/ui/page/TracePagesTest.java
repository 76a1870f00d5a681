package dev.intentobserve.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ui.UiTestServer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TracePagesTest {
  private static final String HEAD =
      """
      {"trace_id":"0af7651916cd43dd8448eb211c80319c","intent":"INT-3",
       "root":{"kind":"intent","id":"INT-3"},"state":"executing","stage":"execute",
       "title":"Never <boil> dry","start":"2026-03-01T08:00:00Z","end":null,"aliases":["tea-1"],
       "last_event":"2026-03-03T12:00:00Z","age_seconds":792000,"stalled_for_seconds":604800,
       "linked_from":[{"relation":"grew_from","target":"contract:CON-1","kind":"signal","id":"SIG-9",
         "title":"A <new> one"},
        {"relation":"references","target":"signal:SIG/7","kind":"signal","id":"SIG-9","title":"A <new> one"}],
       "spans":%s}""";

  private static final String SPANS =
      """
      [{"span_id":"a1","parent_id":null,"kind":"intent","id":"INT-3","name":"Never boil dry",
        "state":"executing","start":"2026-03-01T08:00:00Z","end":null,"attributes":{},"events":[],
        "links":[],"flags":[]},
       {"span_id":"a2","parent_id":"a1","kind":"signal","id":"SIG/7","name":"Kettle","state":"promoted",
        "start":"2026-03-01T08:00:00Z","end":"2026-03-01T08:10:00Z",
        "attributes":{"intent.linked_at":"2026-03-02T09:00:00Z","note":"<script>"},
        "events":[{"name":"signal.created","time":"2026-03-01T08:00:00Z","count":3}],
        "links":[{"relation":"grew_from","target":"signal:SIG-1","trace_id":null,"span_id":null}],
        "flags":["backfilled"]},
       {"span_id":"a3","parent_id":"a1","kind":"contract","id":"CON-1","name":"contract",
        "state":"failed","start":"2026-03-10T08:00:00Z","end":"2026-03-10T08:05:00Z","attributes":{},
        "events":[{"name":"contract.assertion.failed","time":"2026-03-10T08:05:00Z","count":1}],
        "links":[],"flags":[]}]""";

  @AutoClose private final UiTestServer http = new UiTestServer();

  @Test
  void list_showsStateAgeStageSpansAndIdleTime() throws Exception {
    http.api("/api/v1/traces", "{\"items\":[" + HEAD.formatted("3") + "],\"next_cursor\":\"abc\"}");

    assertThat(http.page("/traces"))
        .contains("Never &lt;boil&gt; dry", "INT-3", "executing", "execute", "9d 4h", "7d")
        .contains("href=\"/traces/0af7651916cd43dd8448eb211c80319c\"")
        .contains("href=\"/traces?cursor=abc\"");
  }

  @Test
  void filters_reachTheApi_andTheNextPage() throws Exception {
    http.api("/api/v1/traces", "{\"items\":[],\"next_cursor\":\"abc\"}");
    String page = http.page("/traces?state=executing&stalled_for=7d&cursor=x");

    assertThat(http.requested.getLast().uri())
        .isEqualTo("/api/v1/traces?state=executing&stalled_for=7d&limit=50&cursor=x");
    assertThat(page)
        .contains("href=\"/traces?state=executing&amp;stalled_for=7d&amp;cursor=abc\"")
        .contains("<option value=\"executing\" selected>");
  }

  @Test
  void wordOfATitle_isSearched_andLinksToEvents() throws Exception {
    String page = http.page("/traces?q=kettle+%3Cb%3E");

    assertThat(http.requested.getLast().uri())
        .isEqualTo("/api/v1/traces?q=kettle%20%3Cb%3E&limit=50");
    assertThat(page)
        .contains("value=\"kettle &lt;b&gt;\"", "href=\"/events?q=kettle%20%3Cb%3E\"")
        .contains("No intent matches.");
  }

  @Test
  void emptyList_showsWhatToSend() throws Exception {
    assertThat(http.page("/traces"))
        .contains("intent.proposed", "curl http://127.0.0.1:", "make demo");
  }

  @Test
  void trace_showsEverySpan_withItsDetailsInside() throws Exception {
    http.api("/api/v1/traces/INT-3", HEAD.formatted(SPANS));
    String page = http.page("/traces/INT-3");

    assertThat(page)
        .contains("id=\"s-a1\"", "id=\"s-a2\"", "id=\"s-a3\"")
        .contains("linked later (<time datetime=\"2026-03-02T09:00:00Z\"")
        .contains("created from", "href=\"/entities/signal/SIG-1\"")
        .contains("href=\"/entities/signal/SIG%2F7\"", "href=\"/traces/INT-3?span=a2#s-a2\"")
        .contains("data-events=\"/events?entity=signal%3ASIG%2F7&amp;order=asc&amp;bodies=yes\"")
        .contains("signal.created", " × 3", "&lt;script&gt;")
        .doesNotContain("<script>");
  }

  @Test
  void failures_areMarkedAsFailures_andNothingElseIs() throws Exception {
    http.api("/api/v1/traces/INT-3", HEAD.formatted(SPANS));
    String page = http.page("/traces/INT-3");

    assertThat(page)
        .containsOnlyOnce("class=\"b k-contract failed\"")
        .containsOnlyOnce("class=\"tick failed\"")
        .containsOnlyOnce("class=\"tick\"")
        .contains("<th scope=\"row\" class=\"bad\">contract.assertion.failed</th>");
  }

  @Test
  void openedSpan_showsItsEventsWithTheirBodies_digitForDigit() throws Exception {
    http.api("/api/v1/traces/INT-3", HEAD.formatted(SPANS));
    http.api(
        "/api/v1/events",
        """
        {"items":[
          {"event_id":"e/1","type":"signal.created","source":"cli","event_time":"2026-03-01T08:00:00Z",
           "body": { "n" : 1.500, "t":"<b>" }},
          {"event_id":"e2","type":"signal.enriched","source":"cli","event_time":"2026-03-01T09:00:00Z",
           "body_base64":"/w=="}],"next_cursor":"abc"}""");
    String page = http.page("/traces/INT-3?span=a2");

    assertThat(http.requested.getLast().uri())
        .isEqualTo("/api/v1/events?entity=signal%3ASIG%2F7&order=asc&limit=20");
    assertThat(page)
        .contains("id=\"s-a2\" open", "href=\"/events/e%2F1\"")
        .contains("{ &quot;n&quot; : 1.500, &quot;t&quot;:&quot;&lt;b&gt;&quot; }")
        .contains(
            "not JSON", "href=\"/events?entity=signal%3ASIG%2F7&amp;order=asc&amp;bodies=yes\"");
  }

  @Test
  void followUps_areShownAtTheSpanAndBelow() throws Exception {
    http.api("/api/v1/traces/INT-3", HEAD.formatted(SPANS));

    assertThat(http.page("/traces/INT-3"))
        .containsOnlyOnce("followed by SIG-9")
        .contains("Follow-ups", "A &lt;new&gt; one", "created from", "references")
        .contains("href=\"/entities/signal/SIG-9\"", "href=\"/entities/contract/CON-1\"");
  }

  @Test
  void gapOfNineDays_isCompressed_andBothScalesAreShown() throws Exception {
    http.api("/api/v1/traces/INT-3", HEAD.formatted(SPANS));

    assertThat(http.page("/traces/INT-3"))
        .contains("idle time compressed", "No events for 8d 23h", "linear scale, 9d 4h")
        .contains(
            "href=\"/traces/INT-3?since=2026-03-01T08%3A00%3A00Z&amp;until=2026-03-01T08%3A10%3A00Z\"");
  }

  @Test
  void zoom_leavesOutSpansOutsideTheRange() throws Exception {
    http.api("/api/v1/traces/INT-3", HEAD.formatted(SPANS));

    assertThat(http.page("/traces/INT-3?since=2026-03-05T00:00:00Z"))
        .contains("Zoomed in: 2 of 3 spans")
        .doesNotContain("id=\"s-a2\"");
  }

  @Test
  void tenThousandSpans_comeInPages() throws Exception {
    String spans =
        IntStream.range(0, 10_000)
            .mapToObj(
                i ->
                    "{\"span_id\":\"x%d\",\"parent_id\":%s,\"kind\":\"signal\",\"id\":\"S%d\",\"name\":\"signal\",\"state\":\"active\",\"start\":\"2026-03-01T08:00:00Z\",\"end\":null,\"attributes\":{},\"events\":[],\"links\":[],\"flags\":[]}"
                        .formatted(i, i == 0 ? "null" : "\"x" + (i - 1) + "\"", i))
            .collect(Collectors.joining(",", "[", "]"));
    http.api("/api/v1/traces/INT-3", HEAD.formatted(spans));

    assertThat(http.page("/traces/INT-3"))
        .contains("Spans 1 to 200 of 10,000", "href=\"/traces/INT-3?from=200\"")
        .contains("id=\"s-x199\"")
        .doesNotContain("id=\"s-x200\"")
        .hasSizeLessThan(400_000);
    assertThat(http.page("/traces/INT-3?from=9900"))
        .contains("Spans 9,901 to 10,000", "id=\"s-x9999\"");
    assertThat(http.page("/traces/INT-3?span=x9950"))
        .contains("Spans 9,801 to 10,000", "id=\"s-x9950\" open");
  }

  @Test
  void spansWithoutARoot_orInACycle_areShown() throws Exception {
    String ring =
        """
        [{"span_id":"r1","parent_id":"r2","kind":"signal","id":"A","name":"signal","state":"active"},
         {"span_id":"r2","parent_id":"r1","kind":"signal","id":"B","name":"signal","state":"active"}]""";
    http.api("/api/v1/traces/INT-3", HEAD.formatted(ring));

    assertThat(http.page("/traces/INT-3")).containsOnlyOnce("id=\"s-r1\"").contains("s-r2");
  }

  @Test
  void idsWithSpecialCharacters_reachTheApiUnchanged() throws Exception {
    http.page("/traces/a%2Fb%23c%2Bd");

    assertThat(http.requested.getLast().uri()).isEqualTo("/api/v1/traces/a%2Fb%23c%2Bd");
  }
}
