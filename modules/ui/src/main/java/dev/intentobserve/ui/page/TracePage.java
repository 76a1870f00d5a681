package dev.intentobserve.ui.page;

import static java.util.stream.Collectors.toList;

import dev.intentobserve.ui.component.EventBodyList;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.SpanRow;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.component.Waterfall;
import dev.intentobserve.ui.component.WaterfallContext;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One intent from its first signal on.
 *
 * @param rows on one page
 */
public record TracePage(int rows) {
  private static final String PREFIX = "/traces/";

  public void mount(PageRouter routes) {
    routes.get("/traces/*", this::show);
  }

  private Future<PageView> show(PageRequest pageRequest) {
    String ref = pageRequest.rest(PREFIX);
    if (ref.isEmpty()) {
      throw new PageRouter.Redirect(Href.of("/traces"));
    }
    return pageRequest
        .get(Href.of("/api/v1/traces/{}", ref))
        .compose(reply -> pageRequest.api().runOnWorkerIfLarge(reply, () -> spans(reply)))
        .compose(trace -> withBodies(pageRequest, ref, trace));
  }

  /** A trace, and its spans in the order of the page. */
  private record Tree(ApiReply reply, List<SpanRow> spans) {
    JsonObject json() {
      return reply.json();
    }

    @Nullable SpanRow find(@Nullable String spanId) {
      return spans.stream().filter(span -> span.spanId().equals(spanId)).findFirst().orElse(null);
    }
  }

  private static Tree spans(ApiReply reply) {
    return new Tree(reply, SpanRow.inOrder(ApiReply.objects(reply.json(), "spans")));
  }

  private Future<PageView> withBodies(PageRequest pageRequest, String ref, Tree tree) {
    SpanRow expanded = tree.find(pageRequest.param("span"));
    return bodies(pageRequest, expanded)
        .compose(
            bodies ->
                pageRequest
                    .api()
                    .runOnWorkerIfLarge(
                        tree.reply(), () -> view(pageRequest, ref, tree, expanded, bodies)));
  }

  /** The first events of a span that stands for an entity; nothing for others, and for none. */
  private static Future<Html> bodies(PageRequest pageRequest, @Nullable SpanRow expanded) {
    if (expanded == null || !expanded.isEntity()) {
      return Future.succeededFuture(Html.NONE);
    }
    Href apiRequest =
        Href.of("/api/v1/events")
            .with("entity", expanded.key())
            .with("order", "asc")
            .with("limit", EventBodyList.MAX_ITEMS);
    return pageRequest.get(apiRequest).map(reply -> bodies(expanded, reply, pageRequest.now()));
  }

  private static Html bodies(SpanRow expanded, ApiReply reply, Instant now) {
    Html all =
        Html.of(
            "<p class=\"more\"><a href=\"{}\">All its events</a></p>",
            EventListPage.about(expanded.key()));
    return Html.all(EventBodyList.of(reply, now), Html.when(reply.nextCursor() != null, all));
  }

  private PageView view(
      PageRequest pageRequest, String ref, Tree tree, @Nullable SpanRow expanded, Html bodies) {
    String title = title(tree.json());
    Waterfall.TimeRange part =
        new Waterfall.TimeRange(
            TimeRenderer.parse(pageRequest.param("since")),
            TimeRenderer.parse(pageRequest.param("until")));
    List<SpanRow> all = tree.spans();
    List<SpanRow> spans = part.whole() ? all : all.stream().filter(part::shows).toList();
    int from = from(pageRequest, spans, expanded);
    List<SpanRow> shown = spans.subList(from, Math.min(spans.size(), from + rows));
    Href current =
        Href.trace(ref)
            .with("since", pageRequest.param("since"))
            .with("until", pageRequest.param("until"));
    WaterfallContext context = WaterfallContext.of(tree.json(), current, expanded, bodies);
    Waterfall waterfall = Waterfall.of(Href.trace(ref), spans, part, context, pageRequest.now());
    Html main =
        Html.of(
            "{}{}{}{}{}{}",
            head(tree.json(), title, pageRequest.now()),
            Html.when(!part.whole(), zoomNote(ref, spans.size(), all.size())),
            pager(current, from, spans.size()),
            waterfall.render(shown),
            pager(current, from, spans.size()),
            followUpList(ApiReply.objects(tree.json(), "linked_from")));
    return PageView.of(title, "Traces", main);
  }

  /** Where the page begins: as told, else so that the opened span is on it. */
  private int from(PageRequest pageRequest, List<SpanRow> spans, @Nullable SpanRow expanded) {
    int at = expanded == null ? -1 : spans.indexOf(expanded);
    int requested =
        pageRequest.param("from") == null && at >= 0 ? at - at % rows : pageRequest.number("from");
    return Math.clamp(requested, 0, Math.max(0, spans.size() - 1));
  }

  private static Html followUpList(List<JsonObject> links) {
    return Html.when(
        !links.isEmpty(),
        Html.of(
            "<h2>What came of it</h2><ul class=\"plain\">{}</ul>",
            links.stream()
                .collect(Collectors.groupingBy(TracePage::key, LinkedHashMap::new, toList()))
                .values()
                .stream()
                .map(TracePage::followUp)
                .toList()));
  }

  private static String key(JsonObject link) {
    return link.getString("kind") + ":" + link.getString("id");
  }

  /** One that points into the trace, with all it points at. */
  private static Html followUp(List<JsonObject> links) {
    return Html.of(
        "<li>{}<span class=\"quiet\">{}</span></li>",
        PageComponents.titled(links.getFirst()),
        links.stream()
            .map(
                link ->
                    Html.of(
                        " · {} {}",
                        PageComponents.relation(link),
                        PageComponents.named(link.getString("target", ""))))
            .toList());
  }

  private static String title(JsonObject trace) {
    String title = trace.getString("title");
    String shown = title == null ? trace.getJsonObject("root").getString("id") : title;
    return dev.intentobserve.model.Utf16.cut(shown, 300);
  }

  private static Html head(JsonObject trace, String title, Instant now) {
    JsonObject root = trace.getJsonObject("root");
    String id = trace.getString("trace_id");
    return Html.of(
        """
        <h1>{}</h1>
        <p class="lead">{} {} {}</p>
        <dl class="facts">
        <div><dt>Stage</dt><dd>{}</dd></div><div><dt>Age</dt><dd>{}</dd></div>
        <div><dt>Stalled for</dt><dd>{}</dd></div><div><dt>Begun</dt><dd>{}</dd></div>
        <div><dt>Last event</dt><dd>{}</dd></div><div><dt>Spans</dt><dd>{}</dd></div>
        <div><dt>Trace</dt><dd><code>{}</code></dd></div>{}
        </dl>
        <p class="ways"><a href="{}">Its events</a> <a href="{}">As JSON</a></p>
        """,
        title,
        PageComponents.state(trace.getString("state")),
        PageComponents.entity(root),
        Html.NONE,
        trace.getString("stage"),
        TimeRenderer.durationOfSeconds(trace.getNumber("age_seconds")),
        stalled(trace.getNumber("stalled_for_seconds")),
        TimeRenderer.time(trace.getString("start"), now),
        TimeRenderer.ago(trace.getString("last_event"), now),
        MetricTotals.count(ApiReply.objects(trace, "spans").size()),
        id,
        aliases(ApiReply.texts(trace, "aliases")),
        Href.of("/events").with("trace", id),
        Href.of("/api/v1/traces/{}", id));
  }

  private static String stalled(@Nullable Number seconds) {
    return seconds == null ? "closed" : TimeRenderer.durationOfSeconds(seconds);
  }

  private static Html aliases(List<String> aliases) {
    return aliases.isEmpty()
        ? Html.NONE
        : Html.of(
            "<div><dt>Also known as</dt><dd>{}</dd></div>",
            Html.truncated(String.join(", ", aliases)));
  }

  private static Html zoomNote(String ref, int shown, int all) {
    return Html.of(
        "<p class=\"note\">A closer look: {} of {} spans. <a href=\"{}\">Show the whole trace</a></p>",
        MetricTotals.count(shown),
        MetricTotals.count(all),
        Href.trace(ref));
  }

  private Html pager(Href current, int from, int size) {
    if (size <= rows) {
      return Html.NONE;
    }
    int to = Math.min(size, from + rows);
    Html before =
        Html.of(
            "<a rel=\"prev\" href=\"{}\">Before</a>",
            current.with("from", Math.max(0, from - rows)));
    Html after = Html.of("<a rel=\"next\" href=\"{}\">After</a>", current.with("from", to));
    return Html.of(
        "<p class=\"more\">{} Spans {} to {} of {} {}</p>",
        Html.when(from > 0, before),
        MetricTotals.count(from + 1),
        MetricTotals.count(to),
        MetricTotals.count(size),
        Html.when(to < size, after));
  }
}
