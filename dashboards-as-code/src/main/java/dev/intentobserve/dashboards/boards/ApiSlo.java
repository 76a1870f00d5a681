package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.heatMap;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.states;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/** Our own API against its objectives: latency, errors, availability, route by route. */
final class ApiSlo {
  private static final String P95 = "api-latency-p95";
  private static final String P99 = "api-latency-p99";
  private static final String POSTS = "ingest-latency";
  private static final String AUTHORIZED_95 = "authorization-p95";
  private static final String AUTHORIZED_99 = "authorization-p99";

  private static final Variable ROUTE =
      new Variable.Labels("route", "Route", requests(), Names.LABEL_ROUTE);

  private static final Series ALL = requests().chosen(Names.LABEL_ROUTE, ROUTE);
  private static final Series FAULTS = ALL.where(Names.LABEL_STATUS_CLASS, "5xx");
  private static final Series READS = Objectives.timed(P95).chosen(Names.LABEL_ROUTE, ROUTE);
  private static final Series POSTED = Objectives.timed(POSTS);
  private static final Series AUTHORIZATION = Objectives.timed(AUTHORIZED_95);

  private static final Thresholds AVAILABLE =
      Thresholds.from(RED)
          .then(0.99, AMBER)
          .then(Objectives.shipped("ingest-availability").target(), GREEN);

  private static final Link FIGURES = observe("The figures as they are", "/metrics");
  private static final String UNASKED = "No request yet: bin/intent-observe events asks one";

  private ApiSlo() {}

  private static Series requests() {
    return Series.of(Names.METRIC_HTTP_REQUEST);
  }

  static Dashboard board() {
    return dashboard("api-slo", "API: objectives")
        .says(
            "How fast our own API answers and how often it fails, against the objectives that the"
                + " product ships with. No traffic is shown as nothing, never as 100 %.")
        .tagged("slo")
        .shows("now-6h", "30s")
        .choose(ROUTE)
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
        .filledBy("signal.created", "intent.proposed");
  }

  private static Panel latencyNow(String title, Series timed, double quantile, String objective) {
    double limit = Objectives.limit(objective);
    return stat(title)
        .size(6, 5)
        .says(
            Objectives.shipped(objective).description()
                + " Here: over the time shown, requests that failed included. Red is over the limit"
                + " the product ships with; an objective of your own changes the alert, not this.")
        .asks("now", timed.quantile(quantile))
        .in(Unit.SECONDS)
        .coloured(Thresholds.from(GREEN).then(limit, RED))
        .whenEmpty(UNASKED)
        .leadsTo(observe("The objective", "/api/v1/slos/" + objective));
  }

  private static Panel availability() {
    Expr all = ALL.cases();
    return stat("Availability")
        .size(6, 5)
        .says(
            "Share of the requests within the time shown that were not answered with a fault of ours"
                + " (5xx). Refusals of what was sent wrongly (4xx) are not ours. A service that is"
                + " down answers nothing and so counts nothing here: see Scrapes in the pipeline"
                + " dashboard.")
        .asks("available", all.minus(FAULTS.cases().orZero(all)).over(all))
        .in(Unit.SHARE)
        .coloured(AVAILABLE)
        .whenEmpty(UNASKED)
        .leadsTo(observe("The objective", "/api/v1/slos/ingest-availability"));
  }

  private static Panel objectives() {
    Series about =
        Series.of(Names.SLO_STATE).matching(Names.LABEL_SLO, "api-.*|authorization-.*|ingest-.*");
    return Objectives.reading(states("Objectives of the API"))
        .size(24, 7)
        .says("States of the objectives about requests. Each wants some hundred requests first.")
        .asks("{{slo}}", Objectives.state(about))
        .in(Unit.PLAIN)
        .whenEmpty("Nothing judged yet: the next tick is at most 15 seconds away")
        .leadsTo(observe("The objectives", "/api/v1/slos"))
        .valueLeadsTo(
            Link.dashboard(
                "This objective", "slo-detail", SloDetail.SLO, Link.label(Names.LABEL_SLO)));
  }

  private static Panel latency() {
    return timeSeries("Latency")
        .says(
            "Requests but posts, streams, probes and scrapes, as the objectives count them. The lines"
                + " are their limits for p95 and p99.")
        .asks("p50", READS.quantileWithin(0.5, Series.RATE))
        .asks("p95", READS.quantileWithin(0.95, Series.RATE))
        .asks("p99", READS.quantileWithin(0.99, Series.RATE))
        .in(Unit.SECONDS)
        .coloured(
            Thresholds.from(GREEN)
                .then(Objectives.limit(P95), AMBER)
                .then(Objectives.limit(P99), RED))
        .whenEmpty(UNASKED)
        .leadsTo(observe("The objective", "/api/v1/slos/" + P95));
  }

  private static Panel spread() {
    return heatMap("How long requests took")
        .says("Requests of the chosen routes by how long they took, posts and probes included.")
        .asks("{{le}}", ALL.buckets())
        .in(Unit.SECONDS)
        .whenEmpty(UNASKED)
        .leadsTo(FIGURES);
  }

  private static Panel authorization() {
    return timeSeries("Authorization")
        .says(
            "Finding out who asks and whether they may, of all routes. The lines are the limits for"
                + " p95 and p99.")
        .asks("p95", AUTHORIZATION.quantileWithin(0.95, Series.RATE))
        .asks("p99", AUTHORIZATION.quantileWithin(0.99, Series.RATE))
        .in(Unit.SECONDS)
        .coloured(
            Thresholds.from(GREEN)
                .then(Objectives.limit(AUTHORIZED_95), AMBER)
                .then(Objectives.limit(AUTHORIZED_99), RED))
        .whenEmpty(UNASKED)
        .leadsTo(observe("The objective", "/api/v1/slos/" + AUTHORIZED_95));
  }

  private static Panel slowest() {
    return bars("Slowest routes, p95")
        .size(12, 8)
        .says("The ten slowest of the chosen routes, over the time shown.")
        .asks(
            "{{operation}} {{route_template}}",
            ALL.quantile(0.95, Names.LABEL_OPERATION, Names.LABEL_ROUTE).top(10))
        .in(Unit.SECONDS)
        .coloured(Thresholds.from(GREEN).then(Objectives.limit(P95), AMBER))
        .whenEmpty(UNASKED)
        .leadsTo(FIGURES);
  }

  private static Panel errors() {
    Expr all = ALL.caseRate();
    return timeSeries("Share of errors")
        .says(
            "Faults of ours (5xx) and refusals (4xx), as shares of the requests to the chosen routes.")
        .asks("5xx", FAULTS.caseRate().orZero(all).over(all))
        .asks("4xx", ALL.where(Names.LABEL_STATUS_CLASS, "4xx").caseRate().orZero(all).over(all))
        .in(Unit.SHARE)
        .seriesColoured("5xx", RED)
        .seriesColoured("4xx", AMBER)
        .whenEmpty(UNASKED)
        .leadsTo(observe("What was refused", "/api/v1/dead-letters"));
  }

  private static Panel traffic() {
    return timeSeries("Requests")
        .says("Requests a second to the chosen routes, by the class of the answer.")
        .asks("{{status_code_class}}", ALL.caseRate(Names.LABEL_STATUS_CLASS))
        .stacked()
        .in(Unit.PER_SECOND)
        .whenEmpty(UNASKED)
        .leadsTo(FIGURES);
  }

  private static Panel routes() {
    Expr all = ALL.cases(Names.LABEL_ROUTE);
    Expr faults = FAULTS.cases(Names.LABEL_ROUTE).orZero(all);
    return table("Route by route")
        .size(24, 10)
        .says(
            "Requests within the time shown, how many were faults of ours, the share that was not, and"
                + " latencies. A route nobody asked has no availability; its very first requests, before"
                + " the first scrape that saw it, are not counted.")
        .column(Names.LABEL_ROUTE, "Route")
        .asks("Requests", all, Unit.COUNT)
        .asks("Faults", faults, Unit.COUNT)
        .asks("Available", all.minus(faults).over(all), Unit.SHARE)
        .asks("p95", ALL.quantile(0.95, Names.LABEL_ROUTE), Unit.SECONDS)
        .asks("p99", ALL.quantile(0.99, Names.LABEL_ROUTE), Unit.SECONDS)
        .in(Unit.PLAIN)
        .columnColoured("Available", AVAILABLE)
        .whenEmpty(UNASKED)
        .leadsTo(observe("What the routes do", "/openapi.yaml"));
  }
}
