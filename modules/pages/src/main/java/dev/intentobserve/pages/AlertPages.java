package dev.intentobserve.pages;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What needs attention, who was told, and what is kept quiet. */
record AlertPages() {
  private static final Href HERE = Href.of("/alerts");
  private static final Href API = Href.of("/api/v1/alerts");
  private static final List<String> PARAMETERS = List.of("state", "severity", "rule", "label.slo");

  void mount(PageRoutes routes) {
    routes.get("/alerts", AlertPages::list);
    routes.get("/alerts/deliveries", AlertPages::deliveries);
    routes.post("/alerts/test", AlertPages::test);
    routes.post("/alerts/silences/:id/end", AlertPages::end);
    routes.post("/alerts/:id/silence", AlertPages::silence);
    routes.get("/alerts/:id", AlertPages::one);
  }

  private static Future<View> list(Visit visit) {
    Href list = visit.passOn(HERE, PARAMETERS);
    Future<Reply> found =
        visit.get(
            visit.passOn(API, PARAMETERS).with("limit", 50).with("cursor", visit.param("cursor")));
    Future<Reply> silences = visit.get(Href.of("/api/v1/alerts/silences"));
    Future<Reply> told = visit.get(Href.of("/api/v1/alerts/deliveries").with("limit", 10));
    return Future.all(found, silences, told)
        .map(
            all ->
                View.of(
                    "Alerts",
                    "Alerts",
                    list(visit, list, found.result(), silences.result(), told.result())));
  }

  private static Html list(Visit visit, Href here, Reply alerts, Reply silences, Reply told) {
    return Html.of(
        """
        <h1>Alerts</h1>
        <p class="lead">What needs somebody's attention: the most severe first, then what fires before what is about to.</p>
        {}<div data-fresh="alerts">{}{}</div>
        {}<h2>Kept quiet</h2>{}
        <h2>Who was told</h2><div data-fresh="told">{}</div>
        <p class="more"><a href="/alerts/deliveries">All deliveries</a></p>""",
        Parts.filters(
            HERE,
            Parts.select(
                "state", "State", List.of("pending", "firing", "resolved"), visit.param("state")),
            Parts.select(
                "severity",
                "Severity",
                List.of("info", "warning", "critical"),
                visit.param("severity")),
            Parts.input("rule", "Rule", "StaleIntent", visit.param("rule"))),
        alerts.items().isEmpty()
            ? Html.of(
                "<p class=\"empty\">No alert. Nothing is late, silent or failing that should not be.</p>")
            : table(alerts, visit.now()),
        Parts.next(here, alerts.nextCursor()),
        visit.mayChange() ? testing() : Parts.needsAdmin("Sending a test alert"),
        silences(silences, visit),
        told(told, visit.now()));
  }

  private static Html table(Reply alerts, Instant now) {
    return Html.of(
        """
        <table class="list"><thead><tr><th scope="col">Alert</th><th scope="col">State</th>
        <th scope="col">Severity</th><th scope="col">Since</th></tr></thead><tbody>{}</tbody></table>""",
        alerts.items().stream().map(alert -> row(alert, now)).toList());
  }

  private static Html row(JsonObject alert, Instant now) {
    return Html.of(
        "<tr><td><a class=\"title\" href=\"{}\">{}</a><span class=\"id\">{}</span></td><td>{}{}</td><td>{}</td><td>{}</td></tr>",
        Href.of("/alerts/{}", alert.getString("id", "")),
        Html.brief(alert.getString("summary")),
        Html.brief(alert.getString("rule")),
        Parts.state(alert.getString("state")),
        Html.when(
            !Reply.texts(alert, "silenced_by").isEmpty(),
            Html.of(" <span class=\"state plain\">silenced</span>")),
        Parts.state(alert.getString("severity")),
        Times.ago(alert.getString("since"), now));
  }

  private static Html testing() {
    return Html.of(
        """
        <form method="post" action="/alerts/test"><button>Send a test alert</button>
        <span class="quiet">It goes the way of every other one.</span></form>
        """);
  }

  private static Html silences(Reply silences, Visit visit) {
    return silences.items().isEmpty()
        ? Html.of(
            "<p class=\"quiet\">Nothing.{}</p>",
            visit.mayChange() ? " Open an alert to silence it." : "")
        : Html.of(
            "<ul class=\"plain\">{}</ul>",
            silences.items().stream().map(silence -> silence(silence, visit)).toList());
  }

  private static Html silence(JsonObject silence, Visit visit) {
    Html words = words(silence, visit.now());
    return visit.mayChange()
        ? Html.of(
            "<li><form method=\"post\" action=\"{}\">{} <button class=\"quiet\">End</button></form></li>",
            Href.of("/alerts/silences/{}/end", silence.getNumber("id")),
            words)
        : Html.of("<li>{}</li>", words);
  }

  private static Html words(JsonObject silence, Instant now) {
    return Html.of(
        "{} <code>{}</code> until {}, says {}: {}",
        Parts.state(silence.getString("state")),
        Html.brief(String.valueOf(silence.getJsonObject("matchers"))),
        Times.time(silence.getString("ends"), now),
        Html.brief(silence.getString("author")),
        Html.brief(silence.getString("reason")));
  }

  private static Html told(Reply deliveries, Instant now) {
    return deliveries.items().isEmpty()
        ? Html.of(
            "<p class=\"quiet\">Nobody yet. Channels are configured under <code>alerts.channels</code>.</p>")
        : Html.of(
            """
            <table class="list"><thead><tr><th scope="col">When</th><th scope="col">Channel</th><th scope="col">Alert</th>
            <th scope="col">Outcome</th><th scope="col" class="wide">Detail</th></tr></thead><tbody>{}</tbody></table>""",
            deliveries.items().stream().map(one -> delivery(one, now)).toList());
  }

  private static Html delivery(JsonObject one, Instant now) {
    return Html.of(
        "<tr><td>{}</td><td>{}</td><td><a href=\"{}\">{}</a> {}</td><td>{}</td><td class=\"wide\">{}</td></tr>",
        Times.time(one.getString("at"), now),
        Html.brief(one.getString("channel")),
        Href.of("/alerts/{}", one.getString("alert", "")),
        Html.brief(one.getString("rule")),
        Parts.state(one.getString("state")),
        Parts.state(one.getString("outcome")),
        Html.brief(one.getString("detail")));
  }

  private static Future<View> deliveries(Visit visit) {
    Href here = Href.of("/alerts/deliveries").with("alert", visit.param("alert"));
    Href question =
        Href.of("/api/v1/alerts/deliveries")
            .with("alert", visit.param("alert"))
            .with("limit", 100)
            .with("cursor", visit.param("cursor"));
    return visit
        .get(question)
        .map(
            reply ->
                View.of(
                    "Deliveries",
                    "Alerts",
                    Html.of(
                        "<h1>Deliveries</h1>{}{}",
                        told(reply, visit.now()),
                        Parts.next(here, reply.nextCursor()))));
  }

  private static Future<View> one(Visit visit) {
    return visit
        .get(Href.of("/api/v1/alerts/{}", visit.ctx().pathParam("id")))
        .map(
            reply -> {
              String rule = reply.json().getString("rule", "Alert");
              return View.of(rule, "Alerts", one(reply.json(), visit));
            });
  }

  private static Html one(JsonObject alert, Visit visit) {
    Instant now = visit.now();
    String id = alert.getString("id", "");
    return Html.of(
        """
        <h1>{}</h1>
        <p class="lead">{} {} {}</p>
        <p>{}</p>
        <dl class="facts">
        <div><dt>Rule</dt><dd>{}</dd></div><div><dt>Since</dt><dd>{}</dd></div><div><dt>Fired</dt><dd>{}</dd></div>
        <div><dt>Resolved</dt><dd>{}</dd></div><div><dt>Labels</dt><dd><code>{}</code></dd></div>
        </dl>
        <p class="ways">{}<a href="{}">As JSON</a></p>
        <h2>Silence it</h2>
        {}""",
        Html.brief(alert.getString("summary")),
        Parts.state(alert.getString("state")),
        Parts.state(alert.getString("severity")),
        Times.ago(alert.getString("since"), now),
        Html.brief(alert.getString("description")),
        Html.brief(alert.getString("rule")),
        Times.time(alert.getString("since"), now),
        moment(alert.getString("fired"), now),
        moment(alert.getString("resolved"), now),
        Html.brief(String.valueOf(alert.getJsonObject("labels"))),
        FigurePage.links(alert.getJsonObject("links", new JsonObject())),
        Href.of("/api/v1/alerts/{}", id),
        visit.mayChange() ? silencing(id) : Parts.needsAdmin("Silencing it"));
  }

  private static Html silencing(String id) {
    return Html.of(
        """
        <form class="filters" method="post" action="{}">
        <label>For <select name="duration"><option>1h</option><option>4h</option><option>1d</option><option>7d</option></select></label>
        <label>Because <input name="reason" required maxlength="300" size="30"></label>
        <button>Silence</button></form>""",
        Href.of("/alerts/{}/silence", id));
  }

  private static Html moment(@Nullable String moment, Instant now) {
    return moment == null ? Html.of("not yet") : Times.time(moment, now);
  }

  private static Future<View> test(Visit visit) {
    return visit
        .ask(HttpMethod.POST, Href.of("/api/v1/alerts/test"), Buffer.buffer())
        .map(AlertPages::back);
  }

  private static Future<View> end(Visit visit) {
    Href silence = Href.of("/api/v1/alerts/silences/{}", visit.ctx().pathParam("id"));
    return visit.ask(HttpMethod.DELETE, silence, Buffer.buffer()).map(AlertPages::back);
  }

  /** Everything that is like this alert: of its rule, with its labels. */
  private static Future<View> silence(Visit visit) {
    return visit
        .get(Href.of("/api/v1/alerts/{}", visit.ctx().pathParam("id")))
        .compose(
            reply -> {
              JsonObject labels = reply.json().getJsonObject("labels", new JsonObject());
              JsonObject body =
                  new JsonObject()
                      .put("matchers", labels.copy().put("rule", reply.json().getString("rule")))
                      .put("reason", visit.form().text("reason"))
                      .put("duration", visit.form().text("duration"));
              return visit.ask(
                  HttpMethod.POST, Href.of("/api/v1/alerts/silences"), body.toBuffer());
            })
        .map(AlertPages::back);
  }

  private static View back(Reply done) {
    throw new PageRoutes.Moved(HERE);
  }
}
