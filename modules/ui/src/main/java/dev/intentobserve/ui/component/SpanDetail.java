package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.page.EventListPage;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What a line of a waterfall holds when it is opened; pure. */
final class SpanDetail {
  private SpanDetail() {}

  static Html of(SpanRow span, WaterfallContext context, Instant now) {
    List<JsonObject> linkedTo = context.linkedTo(span);
    return Html.of(
        """
        <div class="inside">
        <p>{} {}</p>
        {}{}{}{}
        </div>""",
        where(span, context),
        times(span),
        context.isExpanded(span)
            ? context.bodies()
            : Html.when(!span.events().isEmpty(), events(span, now)),
        Html.when(!span.links().isEmpty(), links("Linked with", span.links(), SpanDetail::link)),
        Html.when(!linkedTo.isEmpty(), links("Linked from", linkedTo, SpanDetail::linkBack)),
        Html.when(!span.attributes().isEmpty(), attributes(span)));
  }

  private static Html where(SpanRow span, WaterfallContext context) {
    if (!span.isEntity()) {
      return Html.of("A phase of the intent, from one moment to another.");
    }
    return Html.of(
        "{}{}",
        PageComponents.entity(span.kind(), span.id()),
        Html.when(
            !context.isExpanded(span) && !span.events().isEmpty(),
            Html.of(
                "<span> · <a class=\"bodies\" href=\"{}\" data-events=\"{}\">its events with their bodies</a></span>",
                context.hrefExpanding(span),
                EventListPage.about(span.key()))));
  }

  private static Html times(SpanRow span) {
    Html start =
        span.start() == null
            ? Html.of("begun at a time nobody knows")
            : Html.of("from {}", TimeRenderer.preciseText(span.start()));
    Html end =
        span.end() == null
            ? Html.of(", still open")
            : Html.of(" to {}", TimeRenderer.preciseText(span.end()));
    return Html.of("<span class=\"quiet\">{}{} {}</span>", start, end, flags(span.flags()));
  }

  private static Html flags(List<String> flags) {
    return Html.when(!flags.isEmpty(), Html.of("· {}", String.join(", ", flags).replace('_', ' ')));
  }

  private static Html events(SpanRow span, Instant now) {
    return Html.of(
        "<table class=\"facts happened\"><caption>What happened</caption>{}</table>",
        span.events().stream()
            .map(
                event ->
                    Html.of(
                        "<tr><th scope=\"row\"{}>{}</th><td>{}{}</td></tr>",
                        Html.when(StatusTone.isFailure(event.name()), Html.of(" class=\"bad\"")),
                        event.name(),
                        TimeRenderer.time(event.time(), now),
                        Html.when(event.count() > 1, Html.of(" × {}", event.count()))))
            .toList());
  }

  private static Html links(
      String caption, List<JsonObject> links, Function<JsonObject, Html> row) {
    return Html.of(
        "<table class=\"facts\"><caption>{}</caption>{}</table>",
        caption,
        links.stream().map(row).toList());
  }

  private static Html linkBack(JsonObject link) {
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
        PageComponents.relation(link),
        PageComponents.titled(link));
  }

  private static Html link(JsonObject link) {
    String traceId = link.getString("trace_id");
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td>{}{}</td></tr>",
        PageComponents.relation(link),
        PageComponents.named(link.getString("target", "")),
        traceId == null
            ? Html.NONE
            : Html.of(" in <a href=\"{}\">trace {}</a>", Href.trace(traceId), traceId));
  }

  private static Html attributes(SpanRow span) {
    return Html.of(
        "<table class=\"facts\"><caption>Attributes</caption>{}</table>",
        span.attributes().entrySet().stream()
            .map(
                entry ->
                    Html.of(
                        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
                        Html.truncated(entry.getKey()),
                        Html.truncated(entry.getValue())))
            .toList());
  }
}
