package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a figure is made of: a number can be opened. */
public record MetricEventsPage() {
  private static final String PREFIX = "/metric/";
  private static final String SUFFIX = "/events";

  public void mount(PageRouter routes) {
    routes.get("/metric/*", MetricEventsPage::show);
  }

  private static Future<PageView> show(PageRequest pageRequest) {
    String rest = pageRequest.rest(PREFIX);
    String name = rest.endsWith(SUFFIX) ? rest.substring(0, rest.length() - SUFFIX.length()) : rest;
    Href current = labelled(MetricTotals.href(name), pageRequest);
    Href apiRequest =
        labelled(Href.of("/api/v1/metrics/{}/events", name), pageRequest)
            .with("limit", 100)
            .with("cursor", pageRequest.param("cursor"));
    return pageRequest
        .get(apiRequest)
        .map(reply -> PageView.of(name, "Live", main(pageRequest, name, current, reply)));
  }

  private static Href labelled(Href href, PageRequest pageRequest) {
    Href result = href;
    MultiMap params = pageRequest.ctx().queryParams();
    for (Map.Entry<String, String> param : params) {
      boolean known =
          param.getKey().startsWith("label.")
              || param.getKey().equals("since")
              || param.getKey().equals("until");
      result = known ? result.with(param.getKey(), param.getValue()) : result;
    }
    return result;
  }

  private static Html main(PageRequest pageRequest, String name, Href current, ApiReply reply) {
    List<Html> rows = reply.items().stream().map(item -> row(item, pageRequest.now())).toList();
    String note = reply.json().getString("note");
    return Html.of(
        """
        <h1>{}</h1>
        <p class="lead">What this figure is made of. {}</p>
        <p class="ways"><a href="{}">As JSON</a></p>
        {}{}""",
        Html.truncated(name),
        Html.truncated(note),
        labelled(Href.of("/api/v1/metrics/{}/events", name), pageRequest),
        rows.isEmpty() ? Html.of("<p class=\"empty\">Nothing yet.</p>") : table(rows),
        PageComponents.next(current, reply.nextCursor()));
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
        Html.truncated(item.getString("subject")),
        item.getNumber("value"),
        TimeRenderer.time(item.getString("time"), now),
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
