package dev.intentobserve.pages;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The first page: what goes on now. */
record LivePage() {
  private static final Href HERE = Href.of("/");
  private static final List<String> FILTERS = List.of("type", "source", "entity");
  private static final List<String> CYCLES =
      List.of("signal_to_intent", "intent_to_spec", "spec_to_complete");

  /** Medians are taken over the latest so many. */
  private static final int CASES = 200;

  /** As long as no more is behind, figures are right within a moment. */
  private static final int MOMENT = 1_000;

  /** The service counts traces that are behind no further. */
  private static final int MOST_COUNTED = 10_000;

  void mount(PageRoutes routes) {
    routes.get("/", LivePage::show);
  }

  private static Future<View> show(Visit visit) {
    Future<Reply> metrics = visit.get(Href.of("/api/v1/metrics"));
    List<Future<Html>> cycles =
        CYCLES.stream()
            .map(name -> part(visit.get(cases(name)), reply -> cycle(name, reply)))
            .toList();
    Future<Html> alerts =
        part(visit.get(Href.of("/api/v1/alerts").with("limit", 10)), LivePage::needs);
    List<Future<Html>> parts = new ArrayList<>();
    parts.add(part(metrics, LivePage::stats));
    parts.add(visit.get(Href.of("/health/ready")).map(LivePage::behind).otherwise(Html.NONE));
    parts.add(Future.all(cycles).map(done -> Html.of("{}", done.<Html>list())));
    parts.add(part(metrics, TrustPart::of));
    parts.add(part(visit.get(events(visit)), reply -> stream(visit, reply)));
    parts.add(alerts);
    parts.add(part(visit.get(silent()), LivePage::silence));
    parts.add(part(visit.get(stalled()), LivePage::waits));
    parts.add(part(visit.get(approvals()), reply -> pending(reply, visit.now())));
    Future<Html> main = Future.all(parts).map(done -> main(done.<Html>list()));
    return parts
        .getFirst()
        .map(allowed -> new View(200, "Live", "Live", Html.of("<h1>Live</h1>"), main));
  }

  /** A part of the page that fails alone, unless nobody may see any of it. */
  private static Future<Html> part(Future<Reply> reply, Function<Reply, Html> draw) {
    return reply
        .map(draw)
        .recover(
            error ->
                error instanceof ApiFault fault && !fault.isDenial()
                    ? Future.succeededFuture(missing(fault))
                    : Future.failedFuture(error));
  }

  private static Href cases(String cycle) {
    return Href.of("/api/v1/metrics/{}/events", "intent.cycle_time." + cycle).with("limit", CASES);
  }

  private static Html missing(ApiFault fault) {
    return Html.of("<p class=\"note\">Not to be had now: {}</p>", Html.brief(fault.message()));
  }

  private static Href events(Visit visit) {
    return visit.passOn(Href.of("/api/v1/events").with("limit", 50), FILTERS);
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

  private static Html stats(Reply reply) {
    Figures figures = new Figures(reply);
    List<Html> tiles = new ArrayList<>();
    tiles.add(
        sum(figures, "Signals", "intent.signals.total", "status", "captured", "ever captured"));
    tiles.add(sum(figures, "Intents", "intent.intents.active", null, null, "open now"));
    tiles.add(sum(figures, "Specs", "intent.specs.total", "status", "draft", "ever drafted"));
    tiles.add(
        sum(
            figures,
            "Contracts passed",
            "intent.contracts.total",
            "result",
            "pass",
            "evaluations"));
    tiles.add(
        sum(
            figures,
            "Contracts failed",
            "intent.contracts.total",
            "result",
            "fail",
            "evaluations"));
    tiles.add(
        sum(figures, "Waiting", "intent.pipeline.depth", null, null, "signals await promotion"));
    tiles.add(sum(figures, "In flight", "intent.pipeline.in_flight", null, null, "not done yet"));
    return Html.of("<ul class=\"tiles\">{}</ul>", tiles);
  }

  /** After a large import, figures rise for a while. */
  private static Html behind(Reply ready) {
    JsonObject none = new JsonObject();
    JsonObject trace = ready.json().getJsonObject("components", none).getJsonObject("trace", none);
    int events = trace.getInteger("events_behind", 0);
    int traces = trace.getInteger("traces_behind", 0);
    List<String> left = new ArrayList<>();
    if (events > 0) {
      left.add("events to place: " + Figures.count(events));
    }
    if (traces > 0) {
      String more = traces >= MOST_COUNTED ? "more than " : "";
      left.add("traces to sum up: " + more + Figures.count(traces));
    }
    return Html.when(
        events > MOMENT || traces > MOMENT,
        Html.of("<p class=\"note\">Still counting; {}.</p>", String.join(", ", left)));
  }

  private static Html sum(
      Figures figures,
      String what,
      String metric,
      @org.jspecify.annotations.Nullable String label,
      @org.jspecify.annotations.Nullable String value,
      String rest) {
    Href href = Figures.href(metric);
    return new Tile(
            what,
            Figures.count(figures.sum(metric, label, value)),
            rest,
            label == null ? href : href.with("label." + label, value))
        .html();
  }

  private static Html cycle(String name, Reply reply) {
    List<Double> seconds =
        reply.items().stream().map(item -> item.getNumber("value", 0).doubleValue()).toList();
    String of = reply.nextCursor() == null ? "" : "the latest ";
    String count = seconds.size() == 1 ? "one case" : of + seconds.size() + " cases";
    String p95 = Times.tookSeconds(Figures.quantile(seconds, 0.95));
    return new Tile(
            name.replace('_', ' '),
            Times.tookSeconds(Figures.quantile(seconds, 0.5)),
            seconds.isEmpty() ? "no case yet" : "median; p95 " + p95 + "; rests on " + count,
            Figures.href("intent.cycle_time." + name))
        .html();
  }

  private static Html stream(Visit visit, Reply reply) {
    Html filters =
        Parts.filters(
            HERE,
            Parts.input("type", "Type", "signal.*", visit.param("type")),
            Parts.input("source", "Source", "git-hook", visit.param("source")),
            Parts.input("entity", "Entity", "SIG-1", visit.param("entity")));
    return Html.of(
        """
        <h2>Events <span class="script"><button type="button" class="quiet" id="pause" aria-pressed="false">Pause</button>
        <span class="quiet" id="live" role="status"></span></span></h2>
        {}{}
        <p class="more"><a href="/events">All events</a></p>""",
        filters,
        reply.items().isEmpty() ? none(visit) : EventLines.of(reply.items(), visit.now()));
  }

  private static Html none(Visit visit) {
    return Html.all(
        EventLines.of(List.of(), Instant.EPOCH),
        Parts.empty(
            visit,
            "No event yet. This sends one, and it appears here:",
            "{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-001\",\"title\":\"Try it\"}"));
  }

  private static Html waits(Reply reply) {
    return rows(
        reply,
        "No open intent has been quiet for a week.",
        trace ->
            Html.of(
                "<li><a href=\"{}\">{}</a> {} quiet for {}</li>",
                Href.trace(trace.getString("trace_id", "")),
                Html.brief(Reply.text(trace, "title", "intent")),
                Parts.state(trace.getString("state")),
                Times.tookSeconds(trace.getNumber("stalled_for_seconds"))),
        Href.of("/traces").with("stalled_for", "7d"));
  }

  private static Html pending(Reply reply, Instant now) {
    return rows(
        reply,
        "Nothing waits for anybody's yes.",
        one ->
            Html.of(
                "<li>{} since {}</li>",
                Parts.entity(one.getString("kind", ""), one.getString("id", "")),
                Times.ago(one.getString("first_seen"), now)),
        Href.of("/events").with("type", "approval.*"));
  }

  private static Html needs(Reply reply) {
    return rows(
        reply,
        "No alert fires: nothing is silent, late or failing that should not be.",
        LivePage::alert,
        Href.of("/alerts"));
  }

  private static Html silence(Reply reply) {
    return rows(
        reply,
        "Everybody who sends regularly still does.",
        LivePage::alert,
        Href.of("/alerts").with("rule", "EmitterSilent"));
  }

  private static Html alert(JsonObject alert) {
    return Html.of(
        "<li>{} <a href=\"{}\">{}</a></li>",
        Parts.state(alert.getString("severity")),
        Href.of("/alerts/{}", alert.getString("id", "")),
        Html.brief(alert.getString("summary")));
  }

  private static Html rows(Reply reply, String nothing, Function<JsonObject, Html> row, Href more) {
    return reply.items().isEmpty()
        ? Html.of("<p class=\"quiet\">{}</p>", nothing)
        : Html.of(
            "<ul class=\"plain\">{}</ul><p class=\"more\"><a href=\"{}\">All of them</a></p>",
            reply.items().stream().map(row).toList(),
            more);
  }
}
