package dev.intentobserve.pages;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What a line of a waterfall holds when it is opened; pure. */
final class SpanDetail {
  private SpanDetail() {}

  static Html of(Span span, Beside beside, Instant now) {
    List<JsonObject> linkedTo = beside.linkedTo(span);
    return Html.of(
        """
        <div class="inside">
        <p>{} {}</p>
        {}{}{}{}
        </div>""",
        where(span, beside),
        times(span),
        beside.opens(span)
            ? beside.bodies()
            : Html.when(!span.events().isEmpty(), events(span, now)),
        Html.when(!span.links().isEmpty(), links("Linked with", span.links(), SpanDetail::link)),
        Html.when(!linkedTo.isEmpty(), links("Linked from", linkedTo, SpanDetail::linkBack)),
        Html.when(!span.attributes().isEmpty(), attributes(span)));
  }

  private static Html where(Span span, Beside beside) {
    if (!span.isEntity()) {
      return Html.of("A phase of the intent, from one moment to another.");
    }
    return Html.of(
        "{}{}",
        Parts.entity(span.kind(), span.id()),
        Html.when(
            !beside.opens(span) && !span.events().isEmpty(),
            Html.of(
                "<span> · <a class=\"bodies\" href=\"{}\" data-events=\"{}\">its events with their bodies</a></span>",
                beside.opening(span),
                EventListPage.about(span.key()))));
  }

  private static Html times(Span span) {
    Html start =
        span.start() == null
            ? Html.of("begun at a time nobody knows")
            : Html.of("from {}", Times.precisely(span.start()));
    Html end =
        span.end() == null
            ? Html.of(", still open")
            : Html.of(" to {}", Times.precisely(span.end()));
    return Html.of("<span class=\"quiet\">{}{} {}</span>", start, end, flags(span.flags()));
  }

  private static Html flags(List<String> flags) {
    return Html.when(!flags.isEmpty(), Html.of("· {}", String.join(", ", flags).replace('_', ' ')));
  }

  private static Html events(Span span, Instant now) {
    return Html.of(
        "<table class=\"facts happened\"><caption>What happened</caption>{}</table>",
        span.events().stream()
            .map(
                event ->
                    Html.of(
                        "<tr><th scope=\"row\"{}>{}</th><td>{}{}</td></tr>",
                        Html.when(Tone.isFailure(event.name()), Html.of(" class=\"bad\"")),
                        event.name(),
                        Times.time(event.time(), now),
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
        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>", Parts.relation(link), Parts.titled(link));
  }

  private static Html link(JsonObject link) {
    String traceId = link.getString("trace_id");
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td>{}{}</td></tr>",
        Parts.relation(link),
        Parts.named(link.getString("target", "")),
        traceId == null
            ? Html.NONE
            : Html.of(" in <a href=\"{}\">trace {}</a>", Href.trace(traceId), traceId));
  }

  private static Html attributes(Span span) {
    return Html.of(
        "<table class=\"facts\"><caption>Attributes</caption>{}</table>",
        span.attributes().entrySet().stream()
            .map(
                entry ->
                    Html.of(
                        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
                        Html.brief(entry.getKey()),
                        Html.brief(entry.getValue())))
            .toList());
  }
}
