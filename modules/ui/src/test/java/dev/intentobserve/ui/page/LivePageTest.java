package dev.intentobserve.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ui.UiTestServer;
import dev.intentobserve.ui.component.MetricTotals;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LivePageTest {
  @AutoClose private final UiTestServer http = new UiTestServer();

  @Test
  void numbers_areSums_andLinkToTheirEvents() throws Exception {
    http.api(
        "/api/v1/metrics",
        """
        {"items":[{"name":"intent.signals.total","series":[
           {"labels":{"source":"a","status":"captured"},"value":1200},
           {"labels":{"source":"b","status":"captured"},"value":34}]},
          {"name":"intent.contracts.total","series":[
           {"labels":{"result":"pass"},"value":12},{"labels":{"result":"fail"},"value":1}]},
          {"name":"intent.signals.by_level","series":[{"labels":{"autonomy_level":"L3"},"value":3}]}]}""");

    assertThat(http.page("/"))
        .contains(
            "href=\"/metric/intent.signals.total/events\"><span"
                + " class=\"subject\">Signals</span><span class=\"value\">1,234</span>",
            "href=\"/metric/intent.contracts.total/events?label.result=pass\"><span"
                + " class=\"subject\">Contracts passed</span><span class=\"value\">12</span>")
        .contains("href=\"/metric/intent.signals.by_level/events?label.autonomy_level=L3\">3</a>");
  }

  @Test
  void trustOfActiveSignals_isTheirMean_besideTheirLevels() throws Exception {
    assertThat(http.page("/")).contains("no active signal has a trust score");
    http.api(
        "/api/v1/metrics",
        """
        {"items":[{"name":"intent.signals.trust_avg","series":[{"labels":{},"value":0.548}]},
          {"name":"intent.signals.by_level","series":[{"labels":{"autonomy_level":"L2"},"value":3}]}]}""");
    assertThat(http.page("/"))
        .containsSubsequence(
            "<h2>Trust of active signals</h2>",
            "href=\"/metric/intent.signals.trust_avg/events\"",
            "<span class=\"value\">0.55</span>",
            "<h3>Autonomy levels",
            "L2");
  }

  @Test
  void stalledIntentWithoutATitle_isShownByItsId() throws Exception {
    http.api(
        "/api/v1/traces",
        "{\"items\":[{\"trace_id\":\"0af7\",\"title\":null,\"intent\":\"INT-3\"}]}");
    assertThat(http.page("/")).contains("<a href=\"/traces/0af7\">INT-3</a>");
  }

  @Test
  void numbersDuringALargeImport_sayThatTheyWillChange() throws Exception {
    backlog(900, 1000);
    assertThat(http.page("/")).doesNotContain("Processing a recent import");
    backlog(0, 1234);
    assertThat(http.page("/"))
        .contains(
            "Processing a recent import: 1,234 traces left. Numbers below will still change.");
    backlog(52000, 10000);
    assertThat(http.page("/"))
        .contains("Processing a recent import: 52,000 events and more than 10,000 traces left.");
    http.fails("/health/ready", 503, "store_unavailable", "away");
    assertThat(http.page("/")).contains("Cycle times").doesNotContain("Processing a recent import");
  }

  private void backlog(int events, int traces) {
    http.api(
        "/health/ready",
        "{\"components\":{\"trace\":{\"events_behind\":%d,\"traces_behind\":%d}}}"
            .formatted(events, traces));
  }

  @Test
  void cycleTimes_sayTheirSampleSize() throws Exception {
    http.api(
        "/api/v1/metrics/intent.cycle_time.signal_to_intent/events",
        "{\"items\":[{\"value\":60},{\"value\":3600},{\"value\":7200}],\"next_cursor\":null}");

    assertThat(http.page("/"))
        .contains("<span class=\"value\">1h</span>", "median · p95 2h · n = 3")
        .contains("no data yet");
  }

  @Test
  void stream_resumesWhereThePageEnded_withTheSameFilters() throws Exception {
    http.api(
        "/api/v1/events",
        "{\"items\":[{\"event_id\":\"e\",\"seq\":41,\"type\":\"signal.created\"}],\"next_cursor\":null}");

    assertThat(http.page("/?type=signal.*")).contains("data-after=\"41\"", "value=\"signal.*\"");
    assertThat(http.requested)
        .anySatisfy(
            requested ->
                assertThat(requested.uri()).isEqualTo("/api/v1/events?limit=50&type=signal.*"));
  }

  @Test
  void fragmentThatFails_leavesTheOthersAlone() throws Exception {
    http.fails("/api/v1/alerts", 503, "store_unavailable", "The store is unavailable.");

    assertThat(http.get("/").statusCode()).isEqualTo(200);
    assertThat(http.page("/"))
        .contains("Not available right now: The store is unavailable.", "Cycle times");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void heading_isSentBeforeTheFragments() throws Exception {
    Promise<Void> events = http.holds("/api/v1/events");
    Iterator<String> page = http.lines("/");

    assertThat(until(page, "<h1>Live</h1>")).contains("<title>Live").doesNotContain("Cycle times");
    events.complete();
    assertThat(until(page, "</html>")).contains("Cycle times", "All times are UTC");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void failureAfterTheHeading_isShownInPlaceOfTheFragments() throws Exception {
    Promise<Void> events = http.holds("/api/v1/events");
    Iterator<String> page = http.lines("/");
    until(page, "<h1>Live</h1>");
    http.fails("/api/v1/events", 401, "token_expired", "This key <expired>.");
    events.complete();

    assertThat(until(page, "</html>"))
        .contains("The rest of this page is not available right now: This key &lt;expired&gt;.")
        .doesNotContain("Cycle times");
  }

  /** The lines up to the one that contains {@code end}. */
  private static String until(Iterator<String> page, String end) {
    StringBuilder lines = new StringBuilder();
    while (lines.indexOf(end) < 0) {
      lines.append(page.next()).append('\n');
    }
    return lines.toString();
  }

  @Test
  void emptyStore_showsWhatToSend() throws Exception {
    assertThat(http.page("/")).contains("curl", "signal.created", "data-after=\"\"");
  }

  @Test
  void metric_showsItsEvents() throws Exception {
    http.api(
        "/api/v1/metrics/intent.signals.total/events",
        """
        {"items":[{"subject":"signal:SIG-7","value":1,"time":"2026-03-01T08:00:00Z",
          "links":{"entity":"/api/v1/entities/signal/SIG-7","trace":"/api/v1/traces/0af7",
            "bad":"https://elsewhere.example/"}}],"next_cursor":"n","note":null}""");

    assertThat(http.page("/metric/intent.signals.total/events?label.status=captured&x=y"))
        .contains("signal:SIG-7", "href=\"/entities/signal/SIG-7\"", "href=\"/traces/0af7\"")
        .contains("label.status=captured&amp;cursor=n")
        .doesNotContain("elsewhere");
    assertThat(http.requested.getLast().uri())
        .isEqualTo("/api/v1/metrics/intent.signals.total/events?label.status=captured&limit=100");
  }

  @Test
  void quantiles_areValuesThatOccurred() {
    assertThat(MetricTotals.quantile(List.of(), 0.5)).isNull();
    assertThat(MetricTotals.quantile(List.of(3.0, 1.0, 2.0), 0.5)).isEqualTo(2.0);
    assertThat(MetricTotals.quantile(List.of(3.0, 1.0, 2.0), 0.95)).isEqualTo(3.0);
  }
}
