package dev.intentobserve.pages;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Spans under one time axis, as lines that open; pure. */
final class Waterfall {
  /** Deeper spans are indented no further. */
  private static final int DEEPEST = 8;

  /** Hundredths of the axis that a label needs. */
  private static final double LABEL = 13;

  private final Href here;
  private final TimeAxis axis;
  private final Beside beside;
  private final Instant now;

  /**
   * A part of the time of a trace; null for no limit.
   *
   * @param from what ended earlier is left out
   * @param to what began later is left out
   */
  record Part(@Nullable Instant from, @Nullable Instant to) {
    boolean whole() {
      return from == null && to == null;
    }

    boolean shows(Span span) {
      boolean ended = from != null && span.end() != null && span.end().isBefore(from);
      boolean notBegun = to != null && span.start() != null && span.start().isAfter(to);
      return !ended && !notBegun;
    }

    private Instant within(Instant moment) {
      if (from != null && moment.isBefore(from)) {
        return from;
      }
      return to != null && moment.isAfter(to) ? to : moment;
    }
  }

  private Waterfall(Href here, TimeAxis axis, Beside beside, Instant now) {
    this.here = here;
    this.axis = axis;
    this.beside = beside;
    this.now = now;
  }

  /** {@code spans} are those of the part; {@code here} is the page of the whole trace. */
  static Waterfall of(Href here, List<Span> spans, Part part, Beside beside, Instant now) {
    List<Instant> moments = new ArrayList<>();
    for (Span span : spans) {
      add(moments, span.start(), part);
      add(moments, span.isOpen() ? now : span.end(), part);
      span.events().forEach(event -> add(moments, event.time(), part));
    }
    add(moments, part.from(), part);
    add(moments, part.to(), part);
    TimeAxis axis = TimeAxis.of(moments.isEmpty() ? List.of(now) : moments);
    return new Waterfall(here, axis, beside, now);
  }

  private static void add(List<Instant> moments, @Nullable Instant moment, Part part) {
    if (moment != null) {
      moments.add(part.within(moment));
    }
  }

  Html draw(List<Span> shown) {
    return Html.of(
        """
        <div class="fall">
        <div class="axis"><div class="who quiet">{}</div>{}</div>
        {}
        </div>""",
        axis.silences().isEmpty() ? "one scale" : "silences are shortened",
        scale(),
        shown.stream().map(this::row).toList());
  }

  /** Where each part lies on the line as drawn, and below it on a line with one scale. */
  private Html scale() {
    List<Html> marks = new ArrayList<>();
    double free = 0;
    for (TimeAxis.Piece piece : axis.pieces()) {
      boolean room = piece.left() >= free && piece.left() + LABEL <= 100;
      marks.add(piece.silent() ? silence(piece) : stretch(piece, room));
      free = room && !piece.silent() ? piece.left() + LABEL : free;
    }
    return Html.of(
        """
        <div class="scale"><svg class="marks" height="34" role="group" aria-label="{}">
        <defs><g id="silences">{}</g></defs>{}
        <text x="100%" y="11" text-anchor="end">{}</text></svg>
        {}</div>""",
        "From " + Times.at(axis.start(), now) + " to " + Times.at(axis.end(), now),
        axis.silences().stream().map(Waterfall::band).toList(),
        marks,
        Html.when(free <= 100 - LABEL, Html.text(Times.at(axis.end(), now))),
        Html.when(!axis.silences().isEmpty(), truth()));
  }

  private Html stretch(TimeAxis.Piece piece, boolean labelled) {
    Href zoom = here.with("since", piece.from()).with("until", piece.to());
    Html label =
        Html.of(
            "<text x=\"{}%\" y=\"11\">{}</text>",
            number(piece.left()), Times.at(piece.from(), now));
    String said = Times.at(piece.from(), now) + ", for " + Times.took(piece.took());
    return Html.of(
        """
        <a href="{}"><title>{}: look closer</title>{}<rect class="busy" x="{}%" width="{}%" y="18" height="8"/></a>
        """,
        zoom, said, Html.when(labelled, label), number(piece.left()), number(piece.width()));
  }

  private static Html silence(TimeAxis.Piece piece) {
    String took = Times.took(piece.took());
    return Html.of(
        """
        <g><title>Nothing for {}</title><rect class="silent" x="{}%" width="{}%" y="18" height="8"/>
        <text class="gap" x="{}%" y="33" text-anchor="middle">{}</text></g>
        """,
        took,
        number(piece.left()),
        number(piece.width()),
        number(Math.clamp(piece.left() + piece.width() / 2, 2, 98)),
        Html.when(piece.width() >= 3, Html.text(took)));
  }

  /** The same parts with their true lengths. */
  private Html truth() {
    List<Html> parts =
        axis.pieces().stream()
            .filter(piece -> !piece.silent())
            .map(
                piece ->
                    Html.of(
                        "<rect class=\"busy\" x=\"{}%\" width=\"{}%\" y=\"0\" height=\"6\"/>",
                        number(axis.trulyAt(piece.from())),
                        number(
                            Math.max(0.3, axis.trulyAt(piece.to()) - axis.trulyAt(piece.from())))))
            .toList();
    String took = Times.took(java.time.Duration.between(axis.start(), axis.end()));
    return Html.of(
        """
        <div class="truth"><span>true scale, {}</span><svg height="6" aria-hidden="true"><rect class="silent" width="100%" height="6"/>{}</svg></div>""",
        took, parts);
  }

  private static Html band(TimeAxis.Piece piece) {
    return Html.of(
        "<rect class=\"band\" x=\"{}%\" width=\"{}%\" y=\"0\" height=\"100%\"/>",
        number(piece.left()), number(piece.width()));
  }

  private Html row(Span span) {
    return Html.of(
        """
        <details class="span" id="s-{}"{}><summary><span class="who d{}"><span class="kind k-{}">{}</span>
        <span class="name">{}</span></span><span class="how">{}</span><span class="bar">{}</span></summary>
        {}</details>
        """,
        span.spanId(),
        Html.when(beside.opens(span), Html.of(" open")),
        Math.min(span.depth(), DEEPEST),
        span.kind(),
        span.kind(),
        Html.brief(span.title() == null ? span.id() : span.title()),
        Html.all(Parts.state(span.state()), marks(span)),
        bar(span),
        SpanDetail.of(span, beside, now));
  }

  private Html marks(Span span) {
    return Html.all(linked(span), ledTo(span));
  }

  private Html linked(Span span) {
    return span.flags().contains("backfilled")
        ? Html.of(
            " <span class=\"mark\" title=\"It happened first and was linked later.\">linked {}</span>",
            Times.time(span.attributes().get("intent.linked_at"), now))
        : Html.NONE;
  }

  private Html ledTo(Span span) {
    List<JsonObject> links = beside.ledTo(span);
    return links.isEmpty()
        ? Html.NONE
        : Html.of(
            " <span class=\"mark\" title=\"Something new points back to it.\">led to {}{}</span>",
            Html.brief(links.getFirst().getString("id")),
            Html.when(links.size() > 1, Html.of(" and {} more", links.size() - 1)));
  }

  private Html bar(Span span) {
    Instant start = span.start() == null ? axis.start() : span.start();
    double left = axis.at(start);
    double width = Math.max(0, axis.at(span.end() == null ? now : span.end()) - left);
    return Html.of(
        """
        <svg height="18" aria-hidden="true"><use href="#silences"/><rect class="b {}{}{}" x="{}%" y="4" width="{}%" height="10" rx="2"/>{}</svg><span class="took">{}</span>""",
        "k-" + span.kind(),
        span.isOpen() ? " open" : "",
        Tone.of(span.state()) == Tone.BAD ? " failed" : "",
        number(Math.min(left, 99.5)),
        number(Math.max(width, 0.4)),
        span.events().stream().limit(100).map(this::tick).toList(),
        took(span));
  }

  /** A failure is larger as well as red: it must be found among a hundred others. */
  private Html tick(Span.Moment moment) {
    boolean failed = Tone.isFailure(moment.name());
    return moment.time() == null
        ? Html.NONE
        : Html.of(
            "<rect class=\"tick{}\" x=\"{}%\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            failed ? " failed" : "",
            number(Math.min(axis.at(moment.time()), 99.7)),
            failed ? "1" : "2",
            failed ? "3" : "1.5",
            failed ? "16" : "14");
  }

  private String took(Span span) {
    if (span.start() == null) {
      return "start unknown";
    }
    Instant end = span.end() == null ? now : span.end();
    java.time.Duration took = java.time.Duration.between(span.start(), end);
    String words = took.isNegative() ? "0ms" : Times.took(took);
    return span.isOpen() ? words + ", open" : words;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
