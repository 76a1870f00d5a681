package dev.intentobserve.pages;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What a line of a waterfall holds when it is opened; pure. */
final class SpanDetail {
  private SpanDetail() {}

  static Html of(Span span, Instant now) {
    return Html.of(
        """
        <div class="inside">
        <p>{} {}</p>
        {}{}{}
        </div>""",
        where(span),
        times(span),
        Html.when(!span.events().isEmpty(), events(span, now)),
        Html.when(!span.links().isEmpty(), links(span)),
        Html.when(!span.attributes().isEmpty(), attributes(span)));
  }

  private static Html where(Span span) {
    if (!span.isEntity()) {
      return Html.of("A phase of the intent, from one moment to another.");
    }
    Href events = Href.of("/events").with("entity", span.kind() + ":" + span.id());
    return Html.of(
        "{} · <a href=\"{}\">its events, with their bodies</a>",
        Parts.entity(span.kind(), span.id()),
        events);
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
        "<table class=\"facts\"><caption>What happened</caption>{}</table>",
        span.events().stream()
            .map(
                event ->
                    Html.of(
                        "<tr><th scope=\"row\">{}</th><td>{}{}</td></tr>",
                        event.name(),
                        Times.time(event.time(), now),
                        Html.when(event.count() > 1, Html.of(" × {}", event.count()))))
            .toList());
  }

  private static Html links(Span span) {
    return Html.of(
        "<table class=\"facts\"><caption>Linked with</caption>{}</table>",
        span.links().stream().map(SpanDetail::link).toList());
  }

  private static Html link(JsonObject link) {
    String target = link.getString("target", "");
    String traceId = link.getString("trace_id");
    int colon = target.indexOf(':');
    Html entity =
        colon > 0
            ? Parts.entity(target.substring(0, colon), target.substring(colon + 1))
            : Html.brief(target);
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td>{}{}</td></tr>",
        link.getString("relation", "").replace('_', ' '),
        entity,
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
