package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.EventList;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTile;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.component.TrustSummary;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The first page: what goes on now. */
public record LivePage() {
  private static final Href PAGE_HREF = Href.of("/");
  private static final List<String> FILTERS = List.of("type", "source", "entity");
  private static final List<String> CYCLES =
      List.of("signal_to_intent", "intent_to_spec", "spec_to_complete");

  /** Medians are taken over the latest so many. */
  private static final int CYCLE_SAMPLE_SIZE = 200;

  /** As long as no more is behind, figures are right within a moment. */
  private static final int BACKLOG_THRESHOLD = 1_000;

  /** The service counts traces that are behind no further. */
  private static final int MAX_COUNTED = 10_000;

  public void mount(PageRouter routes) {
    routes.get("/", LivePage::show);
  }

  private static Future<PageView> show(PageRequest pageRequest) {
    Future<ApiReply> metrics = pageRequest.get(Href.of("/api/v1/metrics"));
    List<Future<Html>> cycles =
        CYCLES.stream()
            .map(name -> part(pageRequest.get(cases(name)), reply -> cycleTile(name, reply)))
            .toList();
    Future<Html> alerts =
        part(pageRequest.get(Href.of("/api/v1/alerts").with("limit", 10)), LivePage::activeAlerts);
    List<Future<Html>> parts = new ArrayList<>();
    parts.add(part(metrics, LivePage::metricTiles));
    parts.add(
        pageRequest.get(Href.of("/health/ready")).map(LivePage::backlog).otherwise(Html.NONE));
    parts.add(Future.all(cycles).map(done -> Html.of("{}", done.<Html>list())));
    parts.add(part(metrics, TrustSummary::of));
    parts.add(part(pageRequest.get(events(pageRequest)), reply -> stream(pageRequest, reply)));
    parts.add(alerts);
    parts.add(part(pageRequest.get(silent()), LivePage::silence));
    parts.add(part(pageRequest.get(stalled()), LivePage::stalledTraces));
    parts.add(
        part(pageRequest.get(approvals()), reply -> pendingApprovals(reply, pageRequest.now())));
    Future<Html> main = Future.all(parts).map(done -> main(done.<Html>list()));
    return parts
        .getFirst()
        .map(allowed -> new PageView(200, "Live", "Live", Html.of("<h1>Live</h1>"), main));
  }

  /** A part of the page that fails alone, unless nobody may see any of it. */
  private static Future<Html> part(Future<ApiReply> reply, Function<ApiReply, Html> render) {
    return reply
        .map(render)
        .recover(
            error ->
                error instanceof ApiFault fault && !fault.isDenial()
                    ? Future.succeededFuture(unavailable(fault))
                    : Future.failedFuture(error));
  }

  private static Href cases(String cycleTile) {
    return Href.of("/api/v1/metrics/{}/events", "intent.cycle_time." + cycleTile)
        .with("limit", CYCLE_SAMPLE_SIZE);
  }

  private static Html unavailable(ApiFault fault) {
    return Html.of("<p class=\"note\">Not to be had now: {}</p>", Html.truncated(fault.message()));
  }

  private static Href events(PageRequest pageRequest) {
    return pageRequest.withParams(Href.of("/api/v1/events").with("limit", 50), FILTERS);
  }

  private static Href silent() {
    return Href.of("/api/v1/alerts")
        .with("rule", "EmitterSilent")
        .with("state", "firing")
        .with("limit", 6);
  }

  private static Href stalled() {
    return Href.of("/api/v1/traces").with("stalled_for", "7d").with("limit", 6);
  }

  private static Href approvals() {
    return Href.of("/api/v1/entities")
        .with("kind", "approval")
        .with("state", "pending")
        .with("limit", 6);
  }

  private static Html main(List<Html> parts) {
    return Html.of(
        """
        <div data-fresh="stats">{}{}</div>
        <div class="two" data-fresh="times"><section><h2>Cycle times</h2><ul class="tiles">{}</ul></section>
        <section><h2>Trust of active signals</h2>{}</section></div>
        <div class="two late"><section>{}</section><section data-fresh="attention">
        <h2>Needs attention</h2>{}
        <h2>Silent</h2>{}
        <h2>Stalled for a week</h2>{}
        <h2>Waiting for approval</h2>{}
        </section></div>""",
        parts.toArray());
  }

  private static Html metricTiles(ApiReply reply) {
    MetricTotals totals = new MetricTotals(reply);
    List<Html> tiles = new ArrayList<>();
    tiles.add(
        sum(totals, "Signals", "intent.signals.total", "status", "captured", "ever captured"));
    tiles.add(sum(totals, "Intents", "intent.intents.active", null, null, "open now"));
    tiles.add(sum(totals, "Specs", "intent.specs.total", "status", "draft", "ever drafted"));
    tiles.add(
        sum(totals, "Contracts passed", "intent.contracts.total", "result", "pass", "evaluations"));
    tiles.add(
        sum(totals, "Contracts failed", "intent.contracts.total", "result", "fail", "evaluations"));
    tiles.add(
        sum(totals, "Waiting", "intent.pipeline.depth", null, null, "signals await promotion"));
    tiles.add(sum(totals, "In flight", "intent.pipeline.in_flight", null, null, "not done yet"));
    return Html.of("<ul class=\"tiles\">{}</ul>", tiles);
  }

  /** After a large import, figures rise for a while. */
  private static Html backlog(ApiReply ready) {
    JsonObject none = new JsonObject();
    JsonObject trace = ready.json().getJsonObject("components", none).getJsonObject("trace", none);
    int events = trace.getInteger("events_behind", 0);
    int traces = trace.getInteger("traces_behind", 0);
    List<String> left = new ArrayList<>();
    if (events > 0) {
      left.add("events to place: " + MetricTotals.count(events));
    }
    if (traces > 0) {
      String more = traces >= MAX_COUNTED ? "more than " : "";
      left.add("traces to sum up: " + more + MetricTotals.count(traces));
    }
    return Html.when(
        events > BACKLOG_THRESHOLD || traces > BACKLOG_THRESHOLD,
        Html.of("<p class=\"note\">Still counting; {}.</p>", String.join(", ", left)));
  }

  private static Html sum(
      MetricTotals totals,
      String subject,
      String metric,
      @org.jspecify.annotations.Nullable String label,
      @org.jspecify.annotations.Nullable String value,
      String rest) {
    Href href = MetricTotals.href(metric);
    return new MetricTile(
            subject,
            MetricTotals.count(totals.sum(metric, label, value)),
            rest,
            label == null ? href : href.with("label." + label, value))
        .html();
  }

  private static Html cycleTile(String name, ApiReply reply) {
    List<Double> seconds =
        reply.items().stream().map(item -> item.getNumber("value", 0).doubleValue()).toList();
    String of = reply.nextCursor() == null ? "" : "the latest ";
    String count = seconds.size() == 1 ? "one case" : of + seconds.size() + " cases";
    String p95 = TimeRenderer.durationOfSeconds(MetricTotals.quantile(seconds, 0.95));
    return new MetricTile(
            name.replace('_', ' '),
            TimeRenderer.durationOfSeconds(MetricTotals.quantile(seconds, 0.5)),
            seconds.isEmpty() ? "no case yet" : "median; p95 " + p95 + "; rests on " + count,
            MetricTotals.href("intent.cycle_time." + name))
        .html();
  }

  private static Html stream(PageRequest pageRequest, ApiReply reply) {
    Html filters =
        PageComponents.filters(
            PAGE_HREF,
            PageComponents.input("type", "Type", "signal.*", pageRequest.param("type")),
            PageComponents.input("source", "Source", "git-hook", pageRequest.param("source")),
            PageComponents.input("entity", "Entity", "SIG-1", pageRequest.param("entity")));
    return Html.of(
        """
        <h2>Events <span class="script"><button type="button" class="quiet" id="pause" aria-pressed="false">Pause</button>
        <span class="quiet" id="live" role="status"></span></span></h2>
        {}{}
        <p class="more"><a href="/events">All events</a></p>""",
        filters,
        reply.items().isEmpty()
            ? none(pageRequest)
            : EventList.of(reply.items(), pageRequest.now()));
  }

  private static Html none(PageRequest pageRequest) {
    return Html.all(
        EventList.of(List.of(), Instant.EPOCH),
        PageComponents.empty(
            pageRequest,
            "No event yet. This sends one, and it appears here:",
            "{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-001\",\"title\":\"Try it\"}"));
  }

  private static Html stalledTraces(ApiReply reply) {
    return rows(
        reply,
        "No open intent has been quiet for a week.",
        trace ->
            Html.of(
                "<li><a href=\"{}\">{}</a> {} quiet for {}</li>",
                Href.trace(trace.getString("trace_id", "")),
                Html.truncated(ApiReply.text(trace, "title", "intent")),
                PageComponents.state(trace.getString("state")),
                TimeRenderer.durationOfSeconds(trace.getNumber("stalled_for_seconds"))),
        Href.of("/traces").with("stalled_for", "7d"));
  }

  private static Html pendingApprovals(ApiReply reply, Instant now) {
    return rows(
        reply,
        "Nothing waits for anybody's yes.",
        one ->
            Html.of(
                "<li>{} since {}</li>",
                PageComponents.entity(one.getString("kind", ""), one.getString("id", "")),
                TimeRenderer.ago(one.getString("first_seen"), now)),
        Href.of("/events").with("type", "approval.*"));
  }

  private static Html activeAlerts(ApiReply reply) {
    return rows(
        reply,
        "No alert fires: nothing is silent, late or failing that should not be.",
        LivePage::alert,
        Href.of("/alerts"));
  }

  private static Html silence(ApiReply reply) {
    return rows(
        reply,
        "Everybody who sends regularly still does.",
        LivePage::alert,
        Href.of("/alerts").with("rule", "EmitterSilent"));
  }

  private static Html alert(JsonObject alert) {
    return Html.of(
        "<li>{} <a href=\"{}\">{}</a></li>",
        PageComponents.state(alert.getString("severity")),
        Href.of("/alerts/{}", alert.getString("id", "")),
        Html.truncated(alert.getString("summary")));
  }

  private static Html rows(
      ApiReply reply, String noResults, Function<JsonObject, Html> row, Href more) {
    return reply.items().isEmpty()
        ? Html.of("<p class=\"quiet\">{}</p>", noResults)
        : Html.of(
            "<ul class=\"plain\">{}</ul><p class=\"more\"><a href=\"{}\">All of them</a></p>",
            reply.items().stream().map(row).toList(),
            more);
  }
}
