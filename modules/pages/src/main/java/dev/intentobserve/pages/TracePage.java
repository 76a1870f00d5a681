package dev.intentobserve.pages;

import static java.util.stream.Collectors.toList;

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
record TracePage(int rows) {
  private static final String PREFIX = "/traces/";

  void mount(PageRoutes routes) {
    routes.get("/traces/*", this::show);
  }

  private Future<View> show(Visit visit) {
    String ref = visit.rest(PREFIX);
    if (ref.isEmpty()) {
      throw new PageRoutes.Moved(Href.of("/traces"));
    }
    return visit
        .get(Href.of("/api/v1/traces/{}", ref))
        .compose(reply -> visit.api().aside(reply, () -> spans(reply)))
        .compose(trace -> withBodies(visit, ref, trace));
  }

  /** A trace, and its spans in the order of the page. */
  private record Tree(Reply reply, List<Span> spans) {
    JsonObject json() {
      return reply.json();
    }

    @Nullable Span find(@Nullable String spanId) {
      return spans.stream().filter(span -> span.spanId().equals(spanId)).findFirst().orElse(null);
    }
  }

  private static Tree spans(Reply reply) {
    return new Tree(reply, Span.inOrder(Reply.objects(reply.json(), "spans")));
  }

  private Future<View> withBodies(Visit visit, String ref, Tree tree) {
    Span opened = tree.find(visit.param("span"));
    return bodies(visit, opened)
        .compose(
            bodies ->
                visit.api().aside(tree.reply(), () -> view(visit, ref, tree, opened, bodies)));
  }

  /** The first events of a span that stands for an entity; nothing for others, and for none. */
  private static Future<Html> bodies(Visit visit, @Nullable Span opened) {
    if (opened == null || !opened.isEntity()) {
      return Future.succeededFuture(Html.NONE);
    }
    Href question =
        Href.of("/api/v1/events")
            .with("entity", opened.key())
            .with("order", "asc")
            .with("limit", EventBodies.MOST);
    return visit.get(question).map(reply -> bodies(opened, reply, visit.now()));
  }

  private static Html bodies(Span opened, Reply reply, Instant now) {
    Html all =
        Html.of(
            "<p class=\"more\"><a href=\"{}\">All its events</a></p>",
            EventListPage.about(opened.key()));
    return Html.all(EventBodies.of(reply, now), Html.when(reply.nextCursor() != null, all));
  }

  private View view(Visit visit, String ref, Tree tree, @Nullable Span opened, Html bodies) {
    String title = title(tree.json());
    Waterfall.Part part =
        new Waterfall.Part(Times.parse(visit.param("since")), Times.parse(visit.param("until")));
    List<Span> all = tree.spans();
    List<Span> spans = part.whole() ? all : all.stream().filter(part::shows).toList();
    int from = from(visit, spans, opened);
    List<Span> shown = spans.subList(from, Math.min(spans.size(), from + rows));
    Href here =
        Href.trace(ref).with("since", visit.param("since")).with("until", visit.param("until"));
    Beside beside = Beside.of(tree.json(), here, opened, bodies);
    Waterfall fall = Waterfall.of(Href.trace(ref), spans, part, beside, visit.now());
    Html main =
        Html.of(
            "{}{}{}{}{}{}",
            head(tree.json(), title, visit.now()),
            Html.when(!part.whole(), closer(ref, spans.size(), all.size())),
            pager(here, from, spans.size()),
            fall.draw(shown),
            pager(here, from, spans.size()),
            cameOfIt(Reply.objects(tree.json(), "linked_from")));
    return View.of(title, "Traces", main);
  }

  /** Where the page begins: as told, else so that the opened span is on it. */
  private int from(Visit visit, List<Span> spans, @Nullable Span opened) {
    int at = opened == null ? -1 : spans.indexOf(opened);
    int asked = visit.param("from") == null && at >= 0 ? at - at % rows : visit.number("from");
    return Math.clamp(asked, 0, Math.max(0, spans.size() - 1));
  }

  private static Html cameOfIt(List<JsonObject> links) {
    return Html.when(
        !links.isEmpty(),
        Html.of(
            "<h2>What came of it</h2><ul class=\"plain\">{}</ul>",
            links.stream()
                .collect(Collectors.groupingBy(TracePage::key, LinkedHashMap::new, toList()))
                .values()
                .stream()
                .map(TracePage::pointer)
                .toList()));
  }

  private static String key(JsonObject link) {
    return link.getString("kind") + ":" + link.getString("id");
  }

  /** One that points into the trace, with all it points at. */
  private static Html pointer(List<JsonObject> links) {
    return Html.of(
        "<li>{}<span class=\"quiet\">{}</span></li>",
        Parts.titled(links.getFirst()),
        links.stream()
            .map(
                link ->
                    Html.of(
                        " · {} {}",
                        Parts.relation(link),
                        Parts.named(link.getString("target", ""))))
            .toList());
  }

  private static String title(JsonObject trace) {
    String title = trace.getString("title");
    String shown = title == null ? trace.getJsonObject("root").getString("id") : title;
    return dev.intentobserve.event.Characters.cut(shown, 300);
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
        Parts.state(trace.getString("state")),
        Parts.entity(root),
        Html.NONE,
        trace.getString("stage"),
        Times.tookSeconds(trace.getNumber("age_seconds")),
        stalled(trace.getNumber("stalled_for_seconds")),
        Times.time(trace.getString("start"), now),
        Times.ago(trace.getString("last_event"), now),
        Figures.count(Reply.objects(trace, "spans").size()),
        id,
        aliases(Reply.texts(trace, "aliases")),
        Href.of("/events").with("trace", id),
        Href.of("/api/v1/traces/{}", id));
  }

  private static String stalled(@Nullable Number seconds) {
    return seconds == null ? "closed" : Times.tookSeconds(seconds);
  }

  private static Html aliases(List<String> aliases) {
    return aliases.isEmpty()
        ? Html.NONE
        : Html.of(
            "<div><dt>Also known as</dt><dd>{}</dd></div>", Html.brief(String.join(", ", aliases)));
  }

  private static Html closer(String ref, int shown, int all) {
    return Html.of(
        "<p class=\"note\">A closer look: {} of {} spans. <a href=\"{}\">Show the whole trace</a></p>",
        Figures.count(shown),
        Figures.count(all),
        Href.trace(ref));
  }

  private Html pager(Href here, int from, int size) {
    if (size <= rows) {
      return Html.NONE;
    }
    int to = Math.min(size, from + rows);
    Html before =
        Html.of(
            "<a rel=\"prev\" href=\"{}\">Before</a>", here.with("from", Math.max(0, from - rows)));
    Html after = Html.of("<a rel=\"next\" href=\"{}\">After</a>", here.with("from", to));
    return Html.of(
        "<p class=\"more\">{} Spans {} to {} of {} {}</p>",
        Html.when(from > 0, before),
        Figures.count(from + 1),
        Figures.count(to),
        Figures.count(size),
        Html.when(to < size, after));
  }
}
