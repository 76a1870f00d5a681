package dev.intentobserve.pages;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a figure is made of: a number can be opened. */
record FigurePage() {
  private static final String PREFIX = "/figures/";
  private static final String SUFFIX = "/events";

  void mount(PageRoutes routes) {
    routes.get("/figures/*", FigurePage::show);
  }

  private static Future<View> show(Visit visit) {
    String rest = visit.rest(PREFIX);
    String name = rest.endsWith(SUFFIX) ? rest.substring(0, rest.length() - SUFFIX.length()) : rest;
    Href here = labelled(Figures.href(name), visit);
    Href question =
        labelled(Href.of("/api/v1/metrics/{}/events", name), visit)
            .with("limit", 100)
            .with("cursor", visit.param("cursor"));
    return visit.get(question).map(reply -> View.of(name, "Live", main(visit, name, here, reply)));
  }

  private static Href labelled(Href href, Visit visit) {
    Href result = href;
    MultiMap params = visit.ctx().queryParams();
    for (Map.Entry<String, String> param : params) {
      boolean known =
          param.getKey().startsWith("label.")
              || param.getKey().equals("since")
              || param.getKey().equals("until");
      result = known ? result.with(param.getKey(), param.getValue()) : result;
    }
    return result;
  }

  private static Html main(Visit visit, String name, Href here, Reply reply) {
    List<Html> rows = reply.items().stream().map(item -> row(item, visit.now())).toList();
    String note = reply.json().getString("note");
    return Html.of(
        """
        <h1>{}</h1>
        <p class="lead">What this figure is made of. {}</p>
        <p class="ways"><a href="{}">As JSON</a></p>
        {}{}""",
        Html.brief(name),
        Html.brief(note),
        labelled(Href.of("/api/v1/metrics/{}/events", name), visit),
        rows.isEmpty() ? Html.of("<p class=\"empty\">Nothing yet.</p>") : table(rows),
        Parts.next(here, reply.nextCursor()));
  }

  private static Html table(List<Html> rows) {
    return Html.of(
        """
        <table class="list"><thead><tr><th scope="col">What</th><th scope="col" class="number">Value</th>
        <th scope="col">When</th><th scope="col">Leads to</th></tr></thead><tbody>{}</tbody></table>""",
        rows);
  }

  private static Html row(JsonObject item, Instant now) {
    JsonObject links = item.getJsonObject("links", new JsonObject());
    return Html.of(
        "<tr><td>{}</td><td class=\"number\">{}</td><td>{}</td><td>{}</td></tr>",
        Html.brief(item.getString("subject")),
        item.getNumber("value"),
        Times.time(item.getString("time"), now),
        links(links));
  }

  /** The pages of what the API links to. */
  static List<Html> links(JsonObject links) {
    return links.stream()
        .filter(link -> Href.pageOf(String.valueOf(link.getValue())) != null)
        .filter(link -> !link.getKey().equals("self"))
        .map(
            link ->
                Html.of(
                    "<a href=\"{}\">{}</a> ",
                    Href.pageOf(String.valueOf(link.getValue())),
                    link.getKey().replace('_', ' ')))
        .toList();
  }
}
