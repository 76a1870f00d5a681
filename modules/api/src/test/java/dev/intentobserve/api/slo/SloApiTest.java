package dev.intentobserve.api.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.ApiTestServer;
import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.api.MetricFixtures;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.Indicator.Limit;
import dev.intentobserve.model.slo.Indicator.SpanMatch;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.ObjectiveProblem;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.MetricStorePorts.SliEventQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SloApiTest {
  private static final Limit LIMIT = new Limit(Comparison.LT, Duration.ofSeconds(2));
  private static final Objective LATENCY =
      MetricFixtures.objective(
          "kettles",
          new Indicator.Latency(new SpanMatch(EntityKind.SPEC, null, new TreeMap<>()), LIMIT));
  private static final Objective EVENTS =
      MetricFixtures.objective(
          "sings",
          new Indicator.Events(
              EventMatch.type("kettle.*"), EventMatch.type("kettle.sang"), Indicator.Picks.GOOD));

  @AutoClose private final ApiTestServer http = new ApiTestServer();

  @BeforeEach
  void open() throws Exception {
    judge(LATENCY);
  }

  private void judge(Objective objective) {
    http.metricPorts.objectives.add(objective);
    http.metricPorts.statuses.add(MetricFixtures.status(objective));
  }

  @Test
  void objectives_areListedWithWhatIsWrongWithOthers() throws Exception {
    http.metricPorts.problems.add(
        new ObjectiveProblem("tea.yaml", 7, "spec.target", "must be above 0, such as 0.99"));

    JsonObject page = http.object("/api/v1/slos");
    assertThat(page.getJsonArray("problems"))
        .isEqualTo(
            new JsonArray(
                """
                [{"file":"tea.yaml","line":7,"field":"spec.target",
                  "message":"must be above 0, such as 0.99"}]
                """));
    assertThat(page.getJsonArray("items")).isEqualTo(new JsonArray().add(head()));
  }

  @Test
  void objective_showsItsDefinition() throws Exception {
    assertThat(http.object("/api/v1/slos/kettles"))
        .isEqualTo(
            head()
                .put(
                    "definition",
                    new JsonObject(
                            """
                            {"description":"Nine in ten kettles whistle in time.","kind":"latency",
                             "indicator":"latency spec {} lt PT2S",
                             "target":0.9,"window":{"kind":"rolling","length":"PT672H"},
                             "min_events":5,
                             "burns":[{"severity":"critical","long_window":"PT56M",
                               "short_window":"PT5M","factor":14.4}],
                             "labels":{"owner":"ann"},"origin":"tea.yaml:3"}
                            """)
                        .put("indicator_id", LATENCY.indicatorId())));
  }

  private static JsonObject head() {
    return new JsonObject(
        """
        {"name":"kettles","display_name":"Kettles whistle","service":"tea","state":"warning",
         "since":"2026-03-10T11:50:00Z",
         "message":"1 of 16 failed; 0 more failures are allowed until 2026-03-20.","note":null,
         "at":"2026-03-10T12:00:00Z","from":"2026-02-10T12:00:00Z","to":"2026-03-10T12:00:00Z",
         "good":15,"bad":1,"total":16,"target":0.9,"achieved":0.9375,
         "budget":{"allowed":1.6,"remaining":0.375,"exhausted":"2026-03-13T12:00:00Z"},
         "burns":[{"severity":"critical","long_window":"PT56M","short_window":"PT5M","factor":14.4,
           "long_rate":2.5,"short_rate":null,"long":{"good":3,"bad":1},"short":{"good":0,"bad":0},
           "burning":false}],
         "links":{"self":"/api/v1/slos/kettles","events":"/api/v1/slos/kettles/events",
           "good":"/api/v1/slos/kettles/events?outcome=good",
           "bad":"/api/v1/slos/kettles/events?outcome=bad",
           "alerts":"/api/v1/alerts?label.slo=kettles"}}
        """);
  }

  @Test
  void cases_areThoseOfTheWindowWithTheWayToEach() throws Exception {
    http.metricPorts.cases.add(
        MetricFixtures.decided(LATENCY, "spec:specs/retry.md", SliEvent.Outcome.BAD));
    http.metricPorts.cases.add(
        MetricFixtures.decided(LATENCY, "correlation_id=c 1", SliEvent.Outcome.GOOD));

    JsonArray items = http.object("/api/v1/slos/kettles/events").getJsonArray("items");
    assertThat(items.getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"outcome":"bad","subject":"spec:specs/retry.md","start":"2026-03-10T11:58:30Z",
                 "end":"2026-03-10T11:58:31.500Z","took_seconds":1.5,
                 "decided":"2026-03-10T11:58:31.500Z","due":null,
                 "start_event":"e-1","end_event":"e/2",
                 "trace_id":"0af7651916cd43dd8448eb211c80319c",
                 "links":{"entity":"/api/v1/entities/spec/specs%2Fretry.md",
                   "events":"/api/v1/events?entity=spec%3Aspecs%2Fretry.md",
                   "trace":"/api/v1/traces/0af7651916cd43dd8448eb211c80319c",
                   "start_event":"/api/v1/events/e-1","end_event":"/api/v1/events/e%2F2"}}
                """));
    assertThat(items.getJsonObject(1).getJsonObject("links").getString("events"))
        .isEqualTo("/api/v1/events?q=c+1");
    assertThat(http.metricPorts.caseQueries.getFirst())
        .isEqualTo(
            new SliEventQuery(
                Scope.DEFAULT,
                LATENCY.indicatorId(),
                null,
                EventFixtures.NOON.minus(Duration.ofDays(28)),
                EventFixtures.NOON,
                100,
                null));
  }

  @Test
  void openCases_haveNoWindow() throws Exception {
    http.metricPorts.cases.add(MetricFixtures.open(LATENCY, "spec:S-1"));

    JsonObject open =
        http.object("/api/v1/slos/kettles/events?outcome=open&limit=5")
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(open.getString("outcome")).isEqualTo("open");
    assertThat(open.getString("due")).isEqualTo("2026-03-10T12:00:30Z");
    assertThat(open.getValue("took_seconds")).isNull();
    assertThat(http.metricPorts.caseQueries.getFirst())
        .isEqualTo(
            new SliEventQuery(
                Scope.DEFAULT, LATENCY.indicatorId(), SliEvent.Outcome.OPEN, null, null, 5, null));
  }

  @Test
  void casesOfEvents_areTheEventsThemselves() throws Exception {
    judge(EVENTS);
    http.storePorts.record.add(
        EventFixtures.stored(
            5,
            Scope.DEFAULT,
            EventFixtures.event("b#5", "kettle.burst", EventFixtures.SIGNAL, "{}")));

    JsonArray items = http.object("/api/v1/slos/sings/events").getJsonArray("items");
    assertThat(items.size()).isEqualTo(2);
    assertThat(items.getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                """
                {"outcome":"bad","subject":"signal:SIG-7","decided":"2026-03-10T12:00:00Z",
                 "event_id":"b#5","seq":5,"type":"kettle.burst","source":"mcp-server","title":null,
                 "trace_id":"0af7651916cd43dd8448eb211c80319c",
                 "links":{"entity":"/api/v1/entities/signal/SIG-7",
                   "events":"/api/v1/events?entity=signal%3ASIG-7",
                   "trace":"/api/v1/traces/0af7651916cd43dd8448eb211c80319c",
                   "event":"/api/v1/events/b%235"}}
                """));
    assertThat(items.getJsonObject(1).getString("outcome")).isEqualTo("good");
    assertThat(items.getJsonObject(1).getValue("subject")).isNull();
    EventQuery apiRequest = http.storePorts.eventQueries.getFirst();
    assertThat(apiRequest.type()).isEqualTo("kettle.*");
    assertThat(apiRequest.since()).isEqualTo(EventFixtures.NOON.minus(Duration.ofDays(28)));
    assertThat(apiRequest.until()).isEqualTo(EventFixtures.NOON);
  }

  @Test
  void casesOfEvents_areSievedByOutcome() throws Exception {
    judge(EVENTS);
    JsonObject good = http.object("/api/v1/slos/sings/events?outcome=good&since=1h&limit=1");
    assertThat(good.getJsonArray("items").getJsonObject(0).getString("event_id")).isEqualTo("e-3");
    assertThat(http.object("/api/v1/slos/sings/events?outcome=bad").getJsonArray("items"))
        .isEmpty();
    assertThat(http.object("/api/v1/slos/sings/events?outcome=open").getString("note"))
        .isEqualTo("Every case of this objective is one event, so none is open.");
    EventQuery apiRequest = http.storePorts.eventQueries.getFirst();
    assertThat(apiRequest.since()).isEqualTo(EventFixtures.NOON.minusSeconds(3600));
    assertThat(apiRequest.until()).isNull();
  }

  @Test
  void whatIsNoEvent_saysWhereToLook() throws Exception {
    judge(MetricFixtures.objective("fresh", new Indicator.Freshness("export.traces", LIMIT)));
    judge(
        MetricFixtures.objective(
            "quick",
            new Indicator.Timings(
                "intent_observe.http.request", new TreeMap<>(), LIMIT, new TreeMap<>())));

    JsonObject fresh = http.object("/api/v1/slos/fresh/events");
    assertThat(fresh.getJsonArray("items")).isEmpty();
    assertThat(fresh.getString("note")).contains("minutes", "intent_observe_record_head");
    assertThat(http.object("/api/v1/slos/quick/events").getString("note"))
        .contains("not events of the record", "intent_observe_http_request_seconds");
  }

  @Test
  void unknownObjective_isMissingANewOneIsNotJudgedYet() throws Exception {
    http.metricPorts.objectives.add(EVENTS);

    assertThat(code(http.get("/api/v1/slos/sings"), 503)).isEqualTo("not_evaluated_yet");
    HttpResponse<String> unknown = http.get("/api/v1/slos/cups/events");
    assertThat(code(unknown, 404)).isEqualTo("objective_not_found");
    assertThat(unknown.body()).contains("there are kettles, sings.");
  }

  @Test
  void wrongQuestions_areRefused() throws Exception {
    for (String query : new String[] {"outcome=fine", "since=x", "limit=0", "state=ok"}) {
      assertThat(code(http.get("/api/v1/slos/kettles/events?" + query), 400))
          .isEqualTo("invalid_parameter");
    }
  }

  private static String code(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    return new JsonObject(response.body()).getString("code");
  }
}
