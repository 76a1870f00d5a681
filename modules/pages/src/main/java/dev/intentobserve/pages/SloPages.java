package dev.intentobserve.pages;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objectives: what is promised, what of the budget is left, and what spends it. */
record SloPages() {
  private static final String PREFIX = "/slos/";
  private static final Set<String> UNJUDGED = Set.of("no_data", "not_enough_data");

  void mount(PageRoutes routes) {
    routes.get("/slos", SloPages::list);
    routes.get("/slos/:name/events", SloPages::cases);
    routes.get("/slos/*", SloPages::one);
  }

  private static Future<View> list(Visit visit) {
    return visit
        .get(Href.of("/api/v1/slos"))
        .map(reply -> View.of("Objectives", "Objectives", list(reply)));
  }

  private static Html list(Reply reply) {
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
        problems(Reply.objects(reply.json(), "problems")));
  }

  private static Html row(JsonObject slo) {
    String name = slo.getString("name", "");
    return Html.of(
        """
        <tr><td><a class="title" href="{}">{}</a><span class="id">{}</span></td><td>{}</td><td class="number wide">{}</td>
        <td class="number wide">{}</td><td class="number">{}</td><td class="wide text">{}</td></tr>
        """,
        Href.of("/slos/{}", name),
        Html.brief(slo.getString("display_name", name)),
        Html.brief(slo.getString("service")),
        Parts.state(slo.getString("state")),
        percent(slo.getNumber("achieved")),
        percent(slo.getNumber("target")),
        left(slo),
        Html.brief(slo.getString("message")));
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
                            Html.brief(problem.getString("file")),
                            problem.getNumber("line"),
                            Html.brief(problem.getString("message"))))
                .toList()));
  }

  private static Future<View> one(Visit visit) {
    String name = visit.rest(PREFIX);
    return visit
        .get(Href.of("/api/v1/slos/{}", name))
        .map(
            reply -> {
              JsonObject slo = reply.json();
              String title = slo.getString("display_name", name);
              return View.of(title, "Objectives", one(slo, title, visit.now()));
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
        Html.brief(title),
        Parts.state(slo.getString("state")),
        Html.brief(slo.getString("message")),
        percent(slo.getNumber("achieved")),
        percent(slo.getNumber("target")),
        left(slo),
        spent(slo, now),
        slo.getNumber("good"),
        slo.getNumber("bad"),
        Times.time(slo.getString("from"), now),
        Times.time(slo.getString("to"), now),
        note(slo.getString("note")),
        Html.brief(definition.getString("description")),
        FigurePage.links(slo.getJsonObject("links", new JsonObject())),
        Href.of("/api/v1/slos/{}", slo.getString("name", "")),
        burns(Reply.objects(slo, "burns")));
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

  private static Future<View> cases(Visit visit) {
    String name = visit.ctx().pathParam("name");
    Href here = Href.of("/slos/{}/events", name).with("outcome", visit.param("outcome"));
    Href question =
        Href.of("/api/v1/slos/{}/events", name)
            .with("outcome", visit.param("outcome"))
            .with("limit", 100)
            .with("cursor", visit.param("cursor"));
    return visit
        .get(question)
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
                      Html.brief(name),
                      Html.brief(reply.json().getString("note")),
                      Href.of("/slos/{}", name),
                      reply.items().stream().map(item -> oneCase(item, visit.now())).toList(),
                      Parts.next(here, reply.nextCursor()));
              return View.of("Cases of " + name, "Objectives", main);
            });
  }

  private static Html oneCase(JsonObject item, Instant now) {
    return Html.of(
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        Html.brief(item.getString("subject")),
        Parts.state(item.getString("outcome")),
        Times.time(item.getString("decided"), now),
        Times.tookSeconds(item.getNumber("took_seconds")),
        FigurePage.links(item.getJsonObject("links", new JsonObject())));
  }

  /** Why the past looks other than before: events that came late, or another definition. */
  private static Html note(@Nullable String note) {
    return note == null ? Html.NONE : Html.of("<p class=\"note\">{}</p>", Html.brief(note));
  }

  /** When the budget will be gone. */
  private static Html spent(JsonObject slo, Instant now) {
    JsonObject budget = budget(slo);
    Number left = budget.getNumber("remaining");
    String exhausted = budget.getString("exhausted");
    if (exhausted != null) {
      return Times.time(exhausted, now);
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
    boolean judged = !UNJUDGED.contains(slo.getString("state", ""));
    return judged ? slo.getJsonObject("budget", new JsonObject()) : new JsonObject();
  }

  private static String percent(@Nullable Number share) {
    return share == null ? "–" : String.format(Locale.ENGLISH, "%.4g%%", 100 * share.doubleValue());
  }

  private static String rate(@Nullable Number rate) {
    return rate == null ? "–" : String.format(Locale.ENGLISH, "%.2f", rate.doubleValue());
  }

  private static String window(@Nullable String iso) {
    return iso == null ? "–" : Times.took(java.time.Duration.parse(iso));
  }
}
