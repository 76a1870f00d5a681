package dev.intentobserve.ui.page;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.ui.component.EventBodyList;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.SpanRow;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.component.Waterfall;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Intents: their list with state, age, and how long they have been without an event; and each as a
 * waterfall of spans.
 *
 * @param rowsPerPage more spans make further pages
 */
record TracePages(int rowsPerPage) {
  static final Href LIST = Href.of("/traces");
  private static final List<String> FILTERS =
      List.of("q", "state", "stage", "stalled_for", "since", "until");
  private static final int MAX_TITLE_CHARS = 300;

  /** A trace, and its spans in the order of the page. */
  private record Tree(ApiReply reply, List<SpanRow> spans) {
    static Tree of(ApiReply reply) {
      return new Tree(reply, SpanRow.inOrder(ApiReply.objects(reply.json(), "spans")));
    }

    @Nullable SpanRow find(@Nullable String spanId) {
      return spans.stream().filter(span -> span.spanId().equals(spanId)).findFirst().orElse(null);
    }
  }

  /**
   * Which spans the page shows.
   *
   * @param whole the page without filters
   * @param current the page with its filters
   * @param all spans of the trace
   * @param spans within the time range
   * @param from index of the first span that is shown
   * @param limit of spans on one page
   */
  record Rows(Href whole, Href current, int all, List<SpanRow> spans, int from, int limit) {
    List<SpanRow> shown() {
      return spans.subList(from, to());
    }

    int to() {
      return Math.min(spans.size(), from + limit);
    }

    boolean isPaged() {
      return spans.size() > limit;
    }

    boolean isZoomed() {
      return !current.equals(whole);
    }

    Href previous() {
      return current.with("from", Math.max(0, from - limit));
    }

    Href next() {
      return current.with("from", to());
    }
  }

  void mount(PageRouter routes) {
    routes.get("/traces", TracePages::list);
    routes.get("/traces/*", this::one);
  }

  private static Future<PageView> list(PageRequest request) {
    Href current = request.withParams(LIST, FILTERS);
    return PageView.ofList(
        request, "Traces", "Traces", current, 50, JteTraceListPageGenerated::render);
  }

  static boolean isLong(@Nullable Number seconds) {
    return seconds != null && seconds.longValue() >= Duration.ofDays(7).toSeconds();
  }

  private Future<PageView> one(PageRequest request) {
    String ref = request.pathAfter("/traces/");
    if (ref.isEmpty()) {
      return PageRouter.redirect(LIST);
    }
    return request
        .get(Href.of("/api/v1/traces/{}", ref))
        .compose(reply -> request.api().runOnWorkerIfLarge(reply, () -> Tree.of(reply)))
        .compose(tree -> withBodies(request, ref, tree));
  }

  private Future<PageView> withBodies(PageRequest request, String ref, Tree tree) {
    SpanRow expanded = tree.find(request.param("span"));
    return bodies(request, expanded)
        .compose(
            bodies ->
                request
                    .api()
                    .runOnWorkerIfLarge(
                        tree.reply(), () -> view(request, ref, tree, expanded, bodies)));
  }

  /** The first events of the expanded span; none for a phase, which is no entity. */
  private static Future<Html> bodies(PageRequest request, @Nullable SpanRow expanded) {
    if (expanded == null || !expanded.isEntity()) {
      return Future.succeededFuture(Html.NONE);
    }
    Href events =
        Href.of("/api/v1/events")
            .with("entity", expanded.key())
            .with("order", "asc")
            .with("limit", EventBodyList.MAX_ITEMS);
    return request.get(events).map(reply -> bodies(expanded, reply, request.now()));
  }

  private static Html bodies(SpanRow expanded, ApiReply reply, Instant now) {
    Html list = EventBodyList.of(reply, now);
    Href all = reply.nextCursor() == null ? null : Href.eventsAbout(expanded.key());
    return Html.of((out, none) -> JteSpanBodiesGenerated.render(out, none, list, all));
  }

  private PageView view(
      PageRequest request, String ref, Tree tree, @Nullable SpanRow expanded, Html bodies) {
    JsonObject trace = tree.reply().json();
    String title = title(trace);
    Waterfall.Range range =
        new Waterfall.Range(
            TimeRenderer.parse(request.param("since")), TimeRenderer.parse(request.param("until")));
    Rows rows = rows(request, Href.trace(ref), range, tree.spans(), expanded);
    Waterfall.Context context = Waterfall.Context.of(trace, rows.current(), expanded, bodies);
    Html waterfall =
        Waterfall.of(rows.whole(), rows.spans(), range, context, request.now())
            .render(rows.shown());
    return PageView.of(
        title,
        "Traces",
        (out, none) ->
            JteTracePageGenerated.render(out, none, trace, title, rows, waterfall, request.now()));
  }

  private Rows rows(
      PageRequest request,
      Href whole,
      Waterfall.Range range,
      List<SpanRow> all,
      @Nullable SpanRow expanded) {
    List<SpanRow> spans = range.isWhole() ? all : all.stream().filter(range::shows).toList();
    Href current = request.withParams(whole, List.of("since", "until"));
    int from = from(request, spans, expanded);
    return new Rows(whole, current, all.size(), spans, from, rowsPerPage);
  }

  /** The index the request names, else that of the page with the expanded span on it. */
  private int from(PageRequest request, List<SpanRow> spans, @Nullable SpanRow expanded) {
    int at = expanded == null ? -1 : spans.indexOf(expanded);
    int from =
        request.param("from") == null && at >= 0 ? at - at % rowsPerPage : request.number("from");
    return Math.clamp(from, 0, Math.max(0, spans.size() - 1));
  }

  private static String title(JsonObject trace) {
    String title = trace.getString("title");
    String shown = title == null ? trace.getJsonObject("root").getString("id") : title;
    return Utf16.cut(shown, MAX_TITLE_CHARS);
  }

  /** Links that point into the trace, grouped by the entity they come from. */
  static Collection<List<JsonObject>> followUps(JsonObject trace) {
    return ApiReply.objects(trace, "linked_from").stream()
        .collect(groupingBy(TracePages::key, LinkedHashMap::new, toList()))
        .values();
  }

  private static String key(JsonObject link) {
    return link.getString("kind") + ":" + link.getString("id");
  }
}
