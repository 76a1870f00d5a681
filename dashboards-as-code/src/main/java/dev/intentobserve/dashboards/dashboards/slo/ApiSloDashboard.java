package dev.intentobserve.dashboards.dashboards.slo;

import static dev.intentobserve.model.metric.TelemetryNames.LABEL_ROUTE;

import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** Our own API and its objectives: latency, errors and availability by route. */
public final class ApiSloDashboard {
  private static final String P95 = "api-latency-p95";
  private static final String P99 = "api-latency-p99";
  private static final String POSTS = "ingest-latency";
  private static final String AUTHORIZED_95 = "authorization-p95";
  private static final String AUTHORIZED_99 = "authorization-p99";

  private static final DashboardVariable ROUTE =
      DashboardVariable.labels("route", "Route", requests(), LABEL_ROUTE);

  private static final TimeSeries ALL = requests().filteredBy(LABEL_ROUTE, ROUTE);
  private static final TimeSeries FAULTS = ALL.where(TelemetryNames.LABEL_STATUS_CLASS, "5xx");
  private static final TimeSeries READS = SloPanels.timed(P95).filteredBy(LABEL_ROUTE, ROUTE);
  private static final TimeSeries POSTED = SloPanels.timed(POSTS);
  private static final TimeSeries AUTHORIZATION = SloPanels.timed(AUTHORIZED_95);

  private static final Thresholds AVAILABLE =
      Thresholds.from(Colour.RED)
          .then(0.99, Colour.AMBER)
          .then(SloPanels.builtIn("ingest-availability").target(), Colour.GREEN);

  private static final PanelLink FIGURES = PanelLink.observe("Raw metrics", "/metrics");
  private static final String UNASKED = "No request yet: bin/intent-observe events sends one";

  private ApiSloDashboard() {}

  private static TimeSeries requests() {
    return TimeSeries.of(TelemetryNames.METRIC_HTTP_REQUEST);
  }

  public static Dashboard create() {
    return Dashboard.dashboard("api-slo", "API: objectives")
        .description(
            "How fast our own API answers and how often it fails, against the built-in objectives."
                + " Without traffic there is no value, never 100 %.")
        .tags("slo")
        .timeRange("now-6h", "30s")
        .variables(ROUTE)
        .row("Against the objectives", p95(), p99(), posts(), availability(), objectives())
        .row("Latency", latency(), spread(), authorization(), slowest())
        .row("Errors and availability", errors(), traffic(), routes());
  }

  private static Panel p95() {
    return latencyNow("API latency, p95", READS, 0.95, P95);
  }

  private static Panel p99() {
    return latencyNow("API latency, p99", READS, 0.99, P99);
  }

  private static Panel posts() {
    return latencyNow("Posts of events, p99", POSTED, 0.99, POSTS)
        .filledByEvents("signal.created", "intent.proposed");
  }

  private static Panel latencyNow(
      String title, TimeSeries timed, double quantile, String objective) {
    double limit = SloPanels.limit(objective);
    return Panel.stat(title, DisplayUnit.SECONDS)
        .description(
            SloPanels.builtIn(objective).description()
                + " The panel covers the time shown and includes failed requests. Red is above the"
                + " limit of the built-in objective; an objective of your own changes the alert,"
                + " not this panel.")
        .size(6, 5)
        .query("now", timed.quantile(quantile))
        .thresholds(Thresholds.from(Colour.GREEN).then(limit, Colour.RED))
        .from(UNASKED, PanelLink.observe("The objective", "/api/v1/slos/" + objective));
  }

  private static Panel availability() {
    MetricExpr all = ALL.count();
    return Panel.stat("Availability", DisplayUnit.SHARE)
        .description(
            "Share of the requests within the time shown that were not answered with a server error"
                + " (5xx). Client errors (4xx) do not count as failures. A service that is down"
                + " answers no requests, so outages do not show here: see Scrapes in the pipeline"
                + " dashboard.")
        .size(6, 5)
        .query("available", all.minus(FAULTS.count().orZero(all)).shareOf(all))
        .thresholds(AVAILABLE)
        .from(UNASKED, PanelLink.observe("The objective", "/api/v1/slos/ingest-availability"));
  }

  private static Panel objectives() {
    TimeSeries about =
        TimeSeries.of(TelemetryNames.SLO_STATE)
            .matching(TelemetryNames.LABEL_SLO, "api-.*|authorization-.*|ingest-.*");
    return Panel.stateTimeline("Objectives of the API", DisplayUnit.PLAIN)
        .description(
            "States of the objectives about requests. Each needs some hundred requests" + " first.")
        .valueTexts(SloPanels.stateTexts())
        .size(24, 7)
        .query(SloPanels.state(about))
        .whenEmpty("Not evaluated yet: the next evaluation is at most 15 seconds away")
        .linksTo(PanelLink.observe("The objectives", "/api/v1/slos"))
        .valueLinksTo(
            PanelLink.dashboard(
                "This objective",
                "slo-detail",
                SloDetailDashboard.SLO,
                PanelLink.label(TelemetryNames.LABEL_SLO)));
  }

  private static Panel latency() {
    return Panel.timeSeries("Latency", DisplayUnit.SECONDS)
        .description(
            "Requests except posts, streams, probes and scrapes, as the objectives count them. The"
                + " lines are the limits for p95 and p99.")
        .percentiles(READS, 50, 95, 99)
        .thresholds(
            Thresholds.from(Colour.GREEN)
                .then(SloPanels.limit(P95), Colour.AMBER)
                .then(SloPanels.limit(P99), Colour.RED))
        .from(UNASKED, PanelLink.observe("The objective", "/api/v1/slos/" + P95));
  }

  private static Panel spread() {
    return Panel.heatmap("Request duration distribution", DisplayUnit.SECONDS)
        .description(
            "Requests to the selected routes by how long they took, including posts and probes.")
        .query(ALL.buckets())
        .from(UNASKED, FIGURES);
  }

  private static Panel authorization() {
    return Panel.timeSeries("Authorization", DisplayUnit.SECONDS)
        .description(
            "Time to authenticate and authorize a request, of all routes. The lines are the limits"
                + " for p95 and p99.")
        .percentiles(AUTHORIZATION, 95, 99)
        .thresholds(
            Thresholds.from(Colour.GREEN)
                .then(SloPanels.limit(AUTHORIZED_95), Colour.AMBER)
                .then(SloPanels.limit(AUTHORIZED_99), Colour.RED))
        .from(UNASKED, PanelLink.observe("The objective", "/api/v1/slos/" + AUTHORIZED_95));
  }

  private static Panel slowest() {
    return Panel.barGauge("Slowest routes, p95", DisplayUnit.SECONDS)
        .description("The ten slowest of the selected routes, over the time shown.")
        .size(12, 8)
        .query(ALL.quantile(0.95, TelemetryNames.LABEL_OPERATION, LABEL_ROUTE).top(10))
        .thresholds(Thresholds.from(Colour.GREEN).then(SloPanels.limit(P95), Colour.AMBER))
        .from(UNASKED, FIGURES);
  }

  private static Panel errors() {
    MetricExpr all = ALL.countRate();
    return Panel.timeSeries("Share of errors", DisplayUnit.SHARE)
        .description(
            "Server errors (5xx) and client errors (4xx), as shares of the requests to the selected"
                + " routes.")
        .query("5xx", FAULTS.countRate().partOf(all))
        .query("4xx", ALL.where(TelemetryNames.LABEL_STATUS_CLASS, "4xx").countRate().partOf(all))
        .seriesColour("5xx", Colour.RED)
        .seriesColour("4xx", Colour.AMBER)
        .from(UNASKED, PanelLink.observe("Dead letters", "/api/v1/dead-letters"));
  }

  private static Panel traffic() {
    return Panel.timeSeries("Requests", DisplayUnit.PER_SECOND)
        .description("Requests per second to the selected routes, by status class.")
        .query(ALL.countRate(TelemetryNames.LABEL_STATUS_CLASS))
        .stacked()
        .from(UNASKED, FIGURES);
  }

  private static Panel routes() {
    MetricExpr all = ALL.count(LABEL_ROUTE);
    MetricExpr faults = FAULTS.count(LABEL_ROUTE).orZero(all);
    return Panel.table("Routes")
        .description(
            "Requests within the time shown, server errors, availability and latencies. A route"
                + " without requests has no availability; requests before the first scrape of a"
                + " route are not counted.")
        .size(24, 10)
        .column(LABEL_ROUTE, "Route")
        .query("Requests", all, DisplayUnit.COUNT)
        .query("Server errors", faults, DisplayUnit.COUNT)
        .query("Available", all.minus(faults).shareOf(all), DisplayUnit.SHARE)
        .query("p95", ALL.quantile(0.95, LABEL_ROUTE), DisplayUnit.SECONDS)
        .query("p99", ALL.quantile(0.99, LABEL_ROUTE), DisplayUnit.SECONDS)
        .columnThresholds("Available", AVAILABLE)
        .from(UNASKED, PanelLink.observe("API reference", "/openapi.yaml"));
  }
}
