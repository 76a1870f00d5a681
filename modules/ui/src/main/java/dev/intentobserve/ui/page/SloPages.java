package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Service level objectives: their list, each of them, and the events it counts. */
final class SloPages {
  private static final Set<String> UNEVALUATED = Set.of("no_data", "not_enough_data");

  private SloPages() {}

  static void mount(PageRouter routes) {
    routes.get("/slos", SloPages::list);
    routes.get("/slos/:name/events", SloPages::events);
    routes.get("/slos/*", SloPages::one);
  }

  private static Future<PageView> list(PageRequest request) {
    return request
        .get(Href.of("/api/v1/slos"))
        .map(
            reply ->
                PageView.of(
                    "Objectives",
                    "Objectives",
                    (out, none) -> JteSloListPageGenerated.render(out, none, reply)));
  }

  private static Future<PageView> events(PageRequest request) {
    String name = request.ctx().pathParam("name");
    Href current = request.withParams(Href.of("/slos/{}/events", name), List.of("outcome"));
    return PageView.ofList(
        request,
        "Events of " + name,
        "Objectives",
        current,
        100,
        JteSliEventsPageGenerated::render);
  }

  /** What was achieved, what is left of the budget, how fast it is spent. */
  private static Future<PageView> one(PageRequest request) {
    String name = request.pathAfter("/slos/");
    return request
        .get(Href.of("/api/v1/slos/{}", name))
        .map(
            reply -> {
              JsonObject slo = reply.json();
              String title = slo.getString("display_name", name);
              return PageView.of(
                  title,
                  "Objectives",
                  (out, none) -> JteSloPageGenerated.render(out, none, slo, title, request.now()));
            });
  }

  /** A dash for an unknown number, as below. */
  static String percent(@Nullable Number share) {
    return share == null ? "–" : String.format(Locale.ENGLISH, "%.4g%%", 100 * share.doubleValue());
  }

  static String rate(@Nullable Number rate) {
    return rate == null ? "–" : String.format(Locale.ENGLISH, "%.2f", rate.doubleValue());
  }

  static String window(@Nullable String iso) {
    return iso == null ? "–" : TimeRenderer.duration(Duration.parse(iso));
  }

  static String budgetLeft(JsonObject slo) {
    return percent(budget(slo).getNumber("remaining"));
  }

  /** When the budget will be used up at the current rate; null unless the API knows. */
  static @Nullable String exhaustedAt(JsonObject slo) {
    return budget(slo).getString("exhausted");
  }

  static String exhaustion(JsonObject slo) {
    Number left = budget(slo).getNumber("remaining");
    return left == null ? "–" : left.doubleValue() > 0 ? "not at this rate" : "already";
  }

  /** Without enough events one failure is several budgets, so an unevaluated one is not shown. */
  private static JsonObject budget(JsonObject slo) {
    boolean evaluated = !UNEVALUATED.contains(slo.getString("state", ""));
    return evaluated ? slo.getJsonObject("budget", new JsonObject()) : new JsonObject();
  }
}
