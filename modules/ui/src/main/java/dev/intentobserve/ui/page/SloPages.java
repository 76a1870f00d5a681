package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objectives: what is promised, what of the budget is left, and what spends it. */
public record SloPages() {
  private static final String PREFIX = "/slos/";
  private static final Set<String> UNEVALUATED = Set.of("no_data", "not_enough_data");

  public void mount(PageRouter routes) {
    routes.get("/slos", SloPages::list);
    routes.get("/slos/:name/events", SloPages::cases);
    routes.get("/slos/*", SloPages::one);
  }

  private static Future<PageView> list(PageRequest pageRequest) {
    return pageRequest
        .get(Href.of("/api/v1/slos"))
        .map(reply -> PageView.of("Objectives", "Objectives", list(reply)));
  }

  private static Html list(ApiReply reply) {
    List<Html> rows = reply.items().stream().map(SloPages::row).toList();
    Html table =
        Html.of(
            """
            <table class="list"><thead><tr><th scope="col">Objective</th><th scope="col">State</th>
            <th scope="col" class="number wide">Achieved</th><th scope="col" class="number wide">Target</th>
            <th scope="col" class="number">Budget left</th><th scope="col" class="wide">In plain words</th></tr></thead>
            <tbody>{}</tbody></table>""",
            rows);
    return Html.of(
        """
        <h1>Objectives</h1>
        <p class="lead">What is promised. A budget is what may go wrong before a promise is broken.</p>
        {}{}""",
        rows.isEmpty()
            ? Html.of(
                "<p class=\"empty\">No objective is in force. Put an OpenSLO file into <code>./objectives</code>.</p>")
            : table,
        problems(ApiReply.objects(reply.json(), "problems")));
  }

  private static Html row(JsonObject slo) {
    String name = slo.getString("name", "");
    return Html.of(
        """
        <tr><td><a class="title" href="{}">{}</a><span class="id">{}</span></td><td>{}</td><td class="number wide">{}</td>
        <td class="number wide">{}</td><td class="number">{}</td><td class="wide text">{}</td></tr>
        """,
        Href.of("/slos/{}", name),
        Html.truncated(slo.getString("display_name", name)),
        Html.truncated(slo.getString("service")),
        PageComponents.state(slo.getString("state")),
        percent(slo.getNumber("achieved")),
        percent(slo.getNumber("target")),
        left(slo),
        Html.truncated(slo.getString("message")));
  }

  private static Html problems(List<JsonObject> problems) {
    return Html.when(
        !problems.isEmpty(),
        Html.of(
            "<h2>Not in force</h2><ul class=\"plain\">{}</ul>",
            problems.stream()
                .map(
                    problem ->
                        Html.of(
                            "<li><code>{}:{}</code> {}</li>",
                            Html.truncated(problem.getString("file")),
                            problem.getNumber("line"),
                            Html.truncated(problem.getString("message"))))
                .toList()));
  }

  private static Future<PageView> one(PageRequest pageRequest) {
    String name = pageRequest.rest(PREFIX);
    return pageRequest
        .get(Href.of("/api/v1/slos/{}", name))
        .map(
            reply -> {
              JsonObject slo = reply.json();
              String title = slo.getString("display_name", name);
              return PageView.of(title, "Objectives", one(slo, title, pageRequest.now()));
            });
  }

  private static Html one(JsonObject slo, String title, Instant now) {
    JsonObject definition = slo.getJsonObject("definition", new JsonObject());
    return Html.of(
        """
        <h1>{}</h1>
        <p class="lead">{} {}</p>
        <dl class="facts">
        <div><dt>Achieved</dt><dd>{}</dd></div><div><dt>Target</dt><dd>{}</dd></div>
        <div><dt>Budget left</dt><dd>{}</dd></div><div><dt>Spent at this pace</dt><dd>{}</dd></div>
        <div><dt>Good</dt><dd>{}</dd></div><div><dt>Bad</dt><dd>{}</dd></div>
        <div><dt>From</dt><dd>{}</dd></div><div><dt>To</dt><dd>{}</dd></div>
        </dl>
        {}<p>{}</p>
        <p class="ways">{}<a href="{}">As JSON</a></p>
        <h2>Burn</h2>{}""",
        Html.truncated(title),
        PageComponents.state(slo.getString("state")),
        Html.truncated(slo.getString("message")),
        percent(slo.getNumber("achieved")),
        percent(slo.getNumber("target")),
        left(slo),
        exhaustion(slo, now),
        slo.getNumber("good"),
        slo.getNumber("bad"),
        TimeRenderer.time(slo.getString("from"), now),
        TimeRenderer.time(slo.getString("to"), now),
        note(slo.getString("note")),
        Html.truncated(definition.getString("description")),
        MetricEventsPage.links(slo.getJsonObject("links", new JsonObject())),
        Href.of("/api/v1/slos/{}", slo.getString("name", "")),
        burns(ApiReply.objects(slo, "burns")));
  }

  private static Html burns(List<JsonObject> burns) {
    return Html.of(
        """
        <table class="list" tabindex="0" aria-label="Burn rates"><thead><tr><th scope="col">Severity</th><th scope="col">Windows</th>
        <th scope="col" class="number">Threshold</th><th scope="col" class="number">Long</th>
        <th scope="col" class="number">Short</th><th scope="col">Burning</th></tr></thead><tbody>{}</tbody></table>""",
        burns.stream().map(SloPages::burn).toList());
  }

  private static Html burn(JsonObject burn) {
    boolean burning = Boolean.TRUE.equals(burn.getBoolean("burning"));
    return Html.of(
        "<tr><td>{}</td><td>{} and {}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>"
            + "<td class=\"number\">{}</td><td>{}</td></tr>",
        burn.getString("severity"),
        window(burn.getString("long_window")),
        window(burn.getString("short_window")),
        burn.getNumber("factor"),
        rate(burn.getNumber("long_rate")),
        rate(burn.getNumber("short_rate")),
        burning ? Html.of("<span class=\"state bad\">burning</span>") : "no");
  }

  private static Future<PageView> cases(PageRequest pageRequest) {
    String name = pageRequest.ctx().pathParam("name");
    Href current = Href.of("/slos/{}/events", name).with("outcome", pageRequest.param("outcome"));
    Href apiRequest =
        Href.of("/api/v1/slos/{}/events", name)
            .with("outcome", pageRequest.param("outcome"))
            .with("limit", 100)
            .with("cursor", pageRequest.param("cursor"));
    return pageRequest
        .get(apiRequest)
        .map(
            reply -> {
              Html main =
                  Html.of(
                      """
                      <h1>Cases of {}</h1><p class="lead">{}</p>
                      <p class="ways"><a href="{}">The objective</a></p>
                      <table class="list"><thead><tr><th scope="col">What</th><th scope="col">Outcome</th>
                      <th scope="col">Decided</th><th scope="col">Took</th><th scope="col">Leads to</th></tr></thead>
                      <tbody>{}</tbody></table>{}""",
                      Html.truncated(name),
                      Html.truncated(reply.json().getString("note")),
                      Href.of("/slos/{}", name),
                      reply.items().stream()
                          .map(item -> sliEvent(item, pageRequest.now()))
                          .toList(),
                      PageComponents.next(current, reply.nextCursor()));
              return PageView.of("Cases of " + name, "Objectives", main);
            });
  }

  private static Html sliEvent(JsonObject item, Instant now) {
    return Html.of(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        Html.truncated(item.getString("subject")),
        PageComponents.state(item.getString("outcome")),
        TimeRenderer.time(item.getString("decided"), now),
        TimeRenderer.durationOfSeconds(item.getNumber("took_seconds")),
        MetricEventsPage.links(item.getJsonObject("links", new JsonObject())));
  }

  /** Why the past looks other than before: events that came late, or another definition. */
  private static Html note(@Nullable String note) {
    return note == null ? Html.NONE : Html.of("<p class=\"note\">{}</p>", Html.truncated(note));
  }

  /** When the budget will be gone. */
  private static Html exhaustion(JsonObject slo, Instant now) {
    JsonObject budget = budget(slo);
    Number left = budget.getNumber("remaining");
    String exhausted = budget.getString("exhausted");
    if (exhausted != null) {
      return TimeRenderer.time(exhausted, now);
    }
    if (left == null) {
      return Html.text("–");
    }
    return Html.text(left.doubleValue() > 0 ? "not in sight" : "already");
  }

  private static String left(JsonObject slo) {
    return percent(budget(slo).getNumber("remaining"));
  }

  /** Of a few cases one failure is several budgets: without a verdict there is none. */
  private static JsonObject budget(JsonObject slo) {
    boolean evaluated = !UNEVALUATED.contains(slo.getString("state", ""));
    return evaluated ? slo.getJsonObject("budget", new JsonObject()) : new JsonObject();
  }

  private static String percent(@Nullable Number share) {
    return share == null ? "–" : String.format(Locale.ENGLISH, "%.4g%%", 100 * share.doubleValue());
  }

  private static String rate(@Nullable Number rate) {
    return rate == null ? "–" : String.format(Locale.ENGLISH, "%.2f", rate.doubleValue());
  }

  private static String window(@Nullable String iso) {
    return iso == null ? "–" : TimeRenderer.duration(java.time.Duration.parse(iso));
  }
}
