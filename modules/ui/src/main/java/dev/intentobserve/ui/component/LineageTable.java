package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** From the signals to what was released: everything one trace holds, by kind; pure. */
public final class LineageTable {
  private static final List<String> ORDER =
      List.of(
          "signal",
          "cluster",
          "intent",
          "decision",
          "spec",
          "approval",
          "contract",
          "execution",
          "capability",
          "observation");

  /** More of one kind are counted, not listed. */
  private static final int MAX_ITEMS = 12;

  private LineageTable() {}

  public static Html of(JsonObject trace, String kind, String id) {
    List<JsonObject> spans = ApiReply.objects(trace, "spans");
    List<Html> rows = new ArrayList<>();
    for (String step : ORDER) {
      List<JsonObject> some =
          spans.stream().filter(span -> step.equals(span.getString("kind"))).toList();
      if (!some.isEmpty()) {
        rows.add(row(step, some, kind, id));
      }
    }
    return Html.of("<table class=\"facts\">{}</table>", rows);
  }

  private static Html row(String step, List<JsonObject> spans, String kind, String id) {
    List<Html> items =
        spans.stream().limit(MAX_ITEMS).map(span -> item(span, step.equals(kind), id)).toList();
    Html more =
        Html.when(
            spans.size() > MAX_ITEMS, Html.of("<li>and {} more</li>", spans.size() - MAX_ITEMS));
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td><ul class=\"plain\">{}{}</ul></td></tr>",
        step,
        items,
        more);
  }

  private static Html item(JsonObject span, boolean sameKind, String id) {
    String entityId = span.getString("id", "");
    String name = span.getString("name", entityId);
    boolean self = sameKind && entityId.equals(id);
    Html shown = Html.truncated(name.equals(span.getString("kind")) ? entityId : name);
    return self
        ? Html.of(
            "<li><strong aria-current=\"true\">{}</strong> {}</li>",
            shown,
            PageComponents.state(span.getString("state")))
        : Html.of(
            "<li><a href=\"{}\">{}</a> {}</li>",
            Href.entity(span.getString("kind", ""), entityId),
            shown,
            PageComponents.state(span.getString("state")));
  }
}
