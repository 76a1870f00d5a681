package dev.intentobserve.api.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestConfigs;
import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.api.MetricFixtures;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricApiTest {
  private static final String SIGNALS = TelemetryNames.INTENT_SIGNALS;
  private static final String EVENTS = "/api/v1/metrics/intent.signals.total/events";

  @AutoClose private final ApiTestServer http = new ApiTestServer(ApiTestConfigs.with(1, 20, 200));

  @BeforeEach
  void open() throws Exception {
    http.metricPorts.metrics.add(
        MetricFixtures.metric(
            SIGNALS,
            Metric.Type.COUNTER,
            MetricFixtures.point(2, 0, "product", "tea pot", "source", "git-hook"),
            MetricFixtures.point(1, 0, "product", "", "source", "cli"),
            MetricFixtures.point(3, 0, "product", "other", "source", "other")));
    add("signal:SIG-7", EventFixtures.TRACE, "tea pot", "git-hook");
    add("signal:a/b", null, "tea pot", "git-hook");
    add("signal:SIG-8", null, "", "cli");
    add("signal:SIG-9", null, "kettle", "cli");
    add("signal:SIG-10", null, "cup", "cli");
    add("signal:SIG-11", null, "other", "other");
  }

  private void add(String subject, String trace, String product, String source) {
    MetricSeries series = MetricSeries.of(SIGNALS, "product", product, "source", source);
    http.metricPorts.samples.add(MetricFixtures.sample(series, subject, 1, trace));
  }

  @Test
  void metrics_leadToWhatTheyCount() throws Exception {
    http.metricPorts.metrics.add(
        MetricFixtures.metric(
            TelemetryNames.INTENT_SIGNAL_TO_INTENT,
            Metric.Type.HISTOGRAM,
            MetricFixtures.point(90.5, 2)));
    http.metricPorts.metrics.add(
        MetricFixtures.metric(
            TelemetryNames.INTENT_EVENTS,
            Metric.Type.COUNTER,
            MetricFixtures.point(4, 0, "event_type", "signal.created", "source", "git-hook"),
            MetricFixtures.point(1, 0, "event_type", "other", "source", "other")));
    http.metricPorts.metrics.add(
        MetricFixtures.metric(
            TelemetryNames.SLO_EVENTS,
            Metric.Type.COUNTER,
            MetricFixtures.point(4, 0, "slo", "tea", "outcome", "bad")));

    JsonArray items = http.object("/api/v1/metrics").getJsonArray("items");
    assertThat(items.getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"name":"intent.signals.total","type":"counter","unit":"",
                 "help":"Tells of intent.signals.total.","series":[
                  {"labels":{"product":"tea pot","source":"git-hook"},"value":2,"events":
                   "/api/v1/metrics/intent.signals.total/events?label.product=tea+pot&label.source=git-hook"},
                  {"labels":{"product":"","source":"cli"},"value":1,"events":
                   "/api/v1/metrics/intent.signals.total/events?label.product=&label.source=cli"},
                  {"labels":{"product":"other","source":"other"},"value":3,"events":
                   "/api/v1/metrics/intent.signals.total/events?label.product=other&label.source=other",
                   "note":"Sum of every series beyond the metric's limit of series."}]}
                """));
    assertThat(items.getJsonObject(1).getJsonArray("series"))
        .isEqualTo(
            new JsonArray(
                """
                [{"labels":{},"value":90.5,"count":2,"sum":90.5,
                  "events":"/api/v1/metrics/intent.cycle_time.signal_to_intent/events"}]
                """));
    assertThat(links(items.getJsonObject(2)))
        .containsExactly("/api/v1/events?type=signal.created&source=git-hook", "/api/v1/events");
    assertThat(links(items.getJsonObject(3)))
        .containsExactly("/api/v1/slos/tea/events?outcome=bad");
  }

  @Test
  void seriesLink_opensExactlyItsSamples() throws Exception {
    JsonObject page = http.object(EVENTS + "?label.product=tea+pot&label.source=git-hook");

    assertThat(page)
        .isEqualTo(
            new JsonObject(
                """
                {"items":[
                  {"subject":"signal:SIG-7","value":1,"time":"2026-03-10T11:59:00Z",
                   "labels":{"product":"tea pot","source":"git-hook"},
                   "trace_id":"0af7651916cd43dd8448eb211c80319c","span_id":null,
                   "links":{"entity":"/api/v1/entities/signal/SIG-7",
                            "events":"/api/v1/events?entity=signal%3ASIG-7",
                            "trace":"/api/v1/traces/0af7651916cd43dd8448eb211c80319c"}},
                  {"subject":"signal:a/b","value":1,"time":"2026-03-10T11:59:00Z",
                   "labels":{"product":"tea pot","source":"git-hook"},
                   "trace_id":null,"span_id":null,
                   "links":{"entity":"/api/v1/entities/signal/a%2Fb",
                            "events":"/api/v1/events?entity=signal%3Aa%2Fb"}}],
                 "next_cursor":null,"note":null}
                """));
    assertThat(http.metricPorts.sampleQueries.getFirst().series())
        .isEqualTo(MetricSeries.of(SIGNALS, "product", "tea pot", "source", "git-hook"));
  }

  @Test
  void someLabels_openEverySeriesThatHasThem() throws Exception {
    assertThat(subjects(http.object(EVENTS + "?label.source=cli")))
        .containsExactly("signal:SIG-8", "signal:SIG-9", "signal:SIG-10");
    assertThat(subjects(http.object(EVENTS + "?label.product=&label.source=cli")))
        .containsExactly("signal:SIG-8");
    assertThat(subjects(http.object("/api/v1/metrics/intent_signals_total/events"))).hasSize(6);
  }

  @Test
  void overflow_opensAllThatIsNotShownByItself() throws Exception {
    JsonObject page = http.object(EVENTS + "?label.product=other&label.source=other");

    assertThat(subjects(page)).containsExactly("signal:SIG-9", "signal:SIG-10", "signal:SIG-11");
    assertThat(page.getString("note")).startsWith("Sum of every series");
  }

  @Test
  void pages_leadOn() throws Exception {
    JsonObject first = http.object(EVENTS + "?label.source=cli&limit=2");
    assertThat(subjects(first)).containsExactly("signal:SIG-8", "signal:SIG-9");

    String cursor = first.getString("next_cursor");
    JsonObject second = http.object(EVENTS + "?label.source=cli&limit=2&cursor=" + cursor);
    assertThat(subjects(second)).containsExactly("signal:SIG-10");
    assertThat(second.getString("next_cursor")).isNull();
  }

  @Test
  void times_areAskedOfTheStore() throws Exception {
    http.get(EVENTS + "?since=24h&until=2026-03-10");

    assertThat(http.metricPorts.sampleQueries.getFirst().since())
        .isEqualTo(EventFixtures.NOON.minusSeconds(86_400));
    assertThat(http.metricPorts.sampleQueries.getFirst().until())
        .hasToString("2026-03-10T00:00:00Z");
  }

  @Test
  void metricOfEvents_leadsToTheEvents() throws Exception {
    http.metricPorts.metrics.add(
        MetricFixtures.metric(
            TelemetryNames.INTENT_EVENTS,
            Metric.Type.COUNTER,
            MetricFixtures.point(4, 0, "event_type", "kettle.sang", "source", "unknown")));

    assertThat(
            http.object(
                "/api/v1/metrics/intent.events.total/events"
                    + "?label.event_type=kettle.sang&label.source=unknown"))
        .isEqualTo(
            new JsonObject(
                """
                {"items":[],"next_cursor":null,
                 "note":"intent.events.total has no samples: follow the link to what it counts.",
                 "events":"/api/v1/events?type=kettle.sang&source=unknown"}
                """));
  }

  @Test
  void unknownNames_areRefusedWithTheKnownOnes() throws Exception {
    HttpResponse<String> metric = http.get("/api/v1/metrics/intent.tea/events");
    assertThat(metric.statusCode()).isEqualTo(404);
    assertThat(new JsonObject(metric.body()).getString("code")).isEqualTo("metric_not_found");
    assertThat(new JsonObject(metric.body()).getString("message"))
        .isEqualTo("There is no metric 'intent.tea'; there are intent.signals.total.");

    HttpResponse<String> label = http.get(EVENTS + "?label.cup=x");
    assertThat(label.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(label.body()).getString("message"))
        .isEqualTo("intent.signals.total has no label 'cup'; it has product, source");
    assertThat(http.get(EVENTS + "?product=tea").statusCode()).isEqualTo(400);
  }

  private static Iterable<String> subjects(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("subject"))
        .toList();
  }

  private static Iterable<String> links(JsonObject metric) {
    return metric.getJsonArray("series").stream()
        .map(series -> ((JsonObject) series).getString("events"))
        .toList();
  }
}
