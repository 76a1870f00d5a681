package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.ApiReply;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The entities of one trace by kind, in the order in which work goes through them; pure. */
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

  private static final int MAX_ITEMS = 12;

  /** The first spans of a kind, and how many more there are. */
  public record Row(String kind, List<JsonObject> spans, int more) {}

  private LineageTable() {}

  public static List<Row> rows(JsonObject trace) {
    List<JsonObject> spans = ApiReply.objects(trace, "spans");
    List<Row> rows = new ArrayList<>();
    for (String kind : ORDER) {
      List<JsonObject> some =
          spans.stream().filter(span -> kind.equals(span.getString("kind"))).toList();
      if (!some.isEmpty()) {
        List<JsonObject> first = some.subList(0, Math.min(some.size(), MAX_ITEMS));
        rows.add(new Row(kind, first, some.size() - first.size()));
      }
    }
    return rows;
  }

  /** The title of a span's entity; its id where a span without a title is named after its kind. */
  static String label(JsonObject span) {
    String id = span.getString("id", "");
    String name = span.getString("name", id);
    return name.equals(span.getString("kind")) ? id : name;
  }
}
