package dev.intentobserve.pages;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** From the signals to what was released: everything one trace holds, by kind; pure. */
final class Lineage {
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
  private static final int MOST = 12;

  private Lineage() {}

  static Html of(JsonObject trace, String kind, String id) {
    List<JsonObject> spans = Reply.objects(trace, "spans");
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
        spans.stream().limit(MOST).map(span -> item(span, step.equals(kind), id)).toList();
    Html more =
        Html.when(spans.size() > MOST, Html.of("<li>and {} more</li>", spans.size() - MOST));
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td><ul class=\"plain\">{}{}</ul></td></tr>",
        step,
        items,
        more);
  }

  private static Html item(JsonObject span, boolean sameKind, String id) {
    String its = span.getString("id", "");
    String name = span.getString("name", its);
    boolean self = sameKind && its.equals(id);
    Html shown = Html.brief(name.equals(span.getString("kind")) ? its : name);
    return self
        ? Html.of(
            "<li><strong aria-current=\"true\">{}</strong> {}</li>",
            shown,
            Parts.state(span.getString("state")))
        : Html.of(
            "<li><a href=\"{}\">{}</a> {}</li>",
            Href.entity(span.getString("kind", ""), its),
            shown,
            Parts.state(span.getString("state")));
  }
}
