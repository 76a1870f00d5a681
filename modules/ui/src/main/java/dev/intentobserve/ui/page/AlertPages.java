package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What needs attention, who was told, and what is kept quiet. */
public record AlertPages() {
  private static final Href PAGE_HREF = Href.of("/alerts");
  private static final Href API = Href.of("/api/v1/alerts");
  private static final List<String> PARAMETERS = List.of("state", "severity", "rule", "label.slo");

  public void mount(PageRouter routes) {
    routes.get("/alerts", AlertPages::list);
    routes.get("/alerts/deliveries", AlertPages::deliveries);
    routes.post("/alerts/test", AlertPages::test);
    routes.post("/alerts/silences/:id/end", AlertPages::end);
    routes.post("/alerts/:id/silence", AlertPages::silence);
    routes.get("/alerts/:id", AlertPages::one);
  }

  private static Future<PageView> list(PageRequest pageRequest) {
    Href list = pageRequest.withParams(PAGE_HREF, PARAMETERS);
    Future<ApiReply> found =
        pageRequest.get(
            pageRequest
                .withParams(API, PARAMETERS)
                .with("limit", 50)
                .with("cursor", pageRequest.param("cursor")));
    Future<ApiReply> silences = pageRequest.get(Href.of("/api/v1/alerts/silences"));
    Future<ApiReply> deliveryTable =
        pageRequest.get(Href.of("/api/v1/alerts/deliveries").with("limit", 10));
    return Future.all(found, silences, deliveryTable)
        .map(
            all ->
                PageView.of(
                    "Alerts",
                    "Alerts",
                    list(
                        pageRequest,
                        list,
                        found.result(),
                        silences.result(),
                        deliveryTable.result())));
  }

  private static Html list(
      PageRequest pageRequest,
      Href current,
      ApiReply alerts,
      ApiReply silences,
      ApiReply deliveryTable) {
    return Html.of(
        """
        <h1>Alerts</h1>
        <p class="lead">What needs somebody's attention: the most severe first, then what fires before what is about to.</p>
        {}<div data-fresh="alerts">{}{}</div>
        {}<h2>Kept quiet</h2>{}
        <h2>Who was told</h2><div data-fresh="told">{}</div>
        <p class="more"><a href="/alerts/deliveries">All deliveries</a></p>""",
        PageComponents.filters(
            PAGE_HREF,
            PageComponents.select(
                "state",
                "State",
                List.of("pending", "firing", "resolved"),
                pageRequest.param("state")),
            PageComponents.select(
                "severity",
                "Severity",
                List.of("info", "warning", "critical"),
                pageRequest.param("severity")),
            PageComponents.input("rule", "Rule", "StaleIntent", pageRequest.param("rule"))),
        alerts.items().isEmpty()
            ? Html.of(
                "<p class=\"empty\">No alert. Nothing is late, silent or failing that should not be.</p>")
            : table(alerts, pageRequest.now()),
        PageComponents.next(current, alerts.nextCursor()),
        pageRequest.canWrite() ? testForm() : PageComponents.needsAdmin("Sending a test alert"),
        silences(silences, pageRequest),
        deliveryTable(deliveryTable, pageRequest.now()));
  }

  private static Html table(ApiReply alerts, Instant now) {
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
        Html.truncated(alert.getString("summary")),
        Html.truncated(alert.getString("rule")),
        PageComponents.state(alert.getString("state")),
        Html.when(
            !ApiReply.texts(alert, "silenced_by").isEmpty(),
            Html.of(" <span class=\"state plain\">silenced</span>")),
        PageComponents.state(alert.getString("severity")),
        TimeRenderer.ago(alert.getString("since"), now));
  }

  private static Html testForm() {
    return Html.of(
        """
        <form method="post" action="/alerts/test"><button>Send a test alert</button>
        <span class="quiet">It goes the way of every other one.</span></form>
        """);
  }

  private static Html silences(ApiReply silences, PageRequest pageRequest) {
    return silences.items().isEmpty()
        ? Html.of(
            "<p class=\"quiet\">Nothing.{}</p>",
            pageRequest.canWrite() ? " Open an alert to silence it." : "")
        : Html.of(
            "<ul class=\"plain\">{}</ul>",
            silences.items().stream().map(silence -> silence(silence, pageRequest)).toList());
  }

  private static Html silence(JsonObject silence, PageRequest pageRequest) {
    Html words = words(silence, pageRequest.now());
    return pageRequest.canWrite()
        ? Html.of(
            "<li><form method=\"post\" action=\"{}\">{} <button class=\"quiet\">End</button></form></li>",
            Href.of("/alerts/silences/{}/end", silence.getNumber("id")),
            words)
        : Html.of("<li>{}</li>", words);
  }

  private static Html words(JsonObject silence, Instant now) {
    return Html.of(
        "{} <code>{}</code> until {}, says {}: {}",
        PageComponents.state(silence.getString("state")),
        Html.truncated(String.valueOf(silence.getJsonObject("matchers"))),
        TimeRenderer.time(silence.getString("ends"), now),
        Html.truncated(silence.getString("author")),
        Html.truncated(silence.getString("reason")));
  }

  private static Html deliveryTable(ApiReply deliveries, Instant now) {
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
        TimeRenderer.time(one.getString("at"), now),
        Html.truncated(one.getString("channel")),
        Href.of("/alerts/{}", one.getString("alert", "")),
        Html.truncated(one.getString("rule")),
        PageComponents.state(one.getString("state")),
        PageComponents.state(one.getString("outcome")),
        Html.truncated(one.getString("detail")));
  }

  private static Future<PageView> deliveries(PageRequest pageRequest) {
    Href current = Href.of("/alerts/deliveries").with("alert", pageRequest.param("alert"));
    Href apiRequest =
        Href.of("/api/v1/alerts/deliveries")
            .with("alert", pageRequest.param("alert"))
            .with("limit", 100)
            .with("cursor", pageRequest.param("cursor"));
    return pageRequest
        .get(apiRequest)
        .map(
            reply ->
                PageView.of(
                    "Deliveries",
                    "Alerts",
                    Html.of(
                        "<h1>Deliveries</h1>{}{}",
                        deliveryTable(reply, pageRequest.now()),
                        PageComponents.next(current, reply.nextCursor()))));
  }

  private static Future<PageView> one(PageRequest pageRequest) {
    return pageRequest
        .get(Href.of("/api/v1/alerts/{}", pageRequest.ctx().pathParam("id")))
        .map(
            reply -> {
              String rule = reply.json().getString("rule", "Alert");
              return PageView.of(rule, "Alerts", one(reply.json(), pageRequest));
            });
  }

  private static Html one(JsonObject alert, PageRequest pageRequest) {
    Instant now = pageRequest.now();
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
        Html.truncated(alert.getString("summary")),
        PageComponents.state(alert.getString("state")),
        PageComponents.state(alert.getString("severity")),
        TimeRenderer.ago(alert.getString("since"), now),
        Html.truncated(alert.getString("description")),
        Html.truncated(alert.getString("rule")),
        TimeRenderer.time(alert.getString("since"), now),
        moment(alert.getString("fired"), now),
        moment(alert.getString("resolved"), now),
        Html.truncated(String.valueOf(alert.getJsonObject("labels"))),
        MetricEventsPage.links(alert.getJsonObject("links", new JsonObject())),
        Href.of("/api/v1/alerts/{}", id),
        pageRequest.canWrite() ? silenceForm(id) : PageComponents.needsAdmin("Silencing it"));
  }

  private static Html silenceForm(String id) {
    return Html.of(
        """
        <form class="filters" method="post" action="{}">
        <label>For <select name="duration"><option>1h</option><option>4h</option><option>1d</option><option>7d</option></select></label>
        <label>Because <input name="reason" required maxlength="300" size="30"></label>
        <button>Silence</button></form>""",
        Href.of("/alerts/{}/silence", id));
  }

  private static Html moment(@Nullable String moment, Instant now) {
    return moment == null ? Html.of("not yet") : TimeRenderer.time(moment, now);
  }

  private static Future<PageView> test(PageRequest pageRequest) {
    return pageRequest
        .call(HttpMethod.POST, Href.of("/api/v1/alerts/test"), Buffer.buffer())
        .map(AlertPages::back);
  }

  private static Future<PageView> end(PageRequest pageRequest) {
    Href silence = Href.of("/api/v1/alerts/silences/{}", pageRequest.ctx().pathParam("id"));
    return pageRequest.call(HttpMethod.DELETE, silence, Buffer.buffer()).map(AlertPages::back);
  }

  /** Everything that is like this alert: of its rule, with its labels. */
  private static Future<PageView> silence(PageRequest pageRequest) {
    return pageRequest
        .get(Href.of("/api/v1/alerts/{}", pageRequest.ctx().pathParam("id")))
        .compose(
            reply -> {
              JsonObject labels = reply.json().getJsonObject("labels", new JsonObject());
              JsonObject body =
                  new JsonObject()
                      .put("matchers", labels.copy().put("rule", reply.json().getString("rule")))
                      .put("reason", pageRequest.form().text("reason"))
                      .put("duration", pageRequest.form().text("duration"));
              return pageRequest.call(
                  HttpMethod.POST, Href.of("/api/v1/alerts/silences"), body.toBuffer());
            })
        .map(AlertPages::back);
  }

  private static PageView back(ApiReply done) {
    throw new PageRouter.Redirect(PAGE_HREF);
  }
}
