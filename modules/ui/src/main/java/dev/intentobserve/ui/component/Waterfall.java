package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.Href;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Spans under one time axis, as lines that open; pure. */
public final class Waterfall {
  /** Deeper spans are indented no further. */
  private static final int DEEPEST = 8;

  /** Hundredths of the axis that a label needs. */
  private static final double LABEL = 13;

  private final Href current;
  private final TimeAxis axis;
  private final WaterfallContext context;
  private final Instant now;

  /**
   * A part of the time of a trace; null for no limit.
   *
   * @param from what ended earlier is left out
   * @param to what began later is left out
   */
  public record TimeRange(@Nullable Instant from, @Nullable Instant to) {
    public boolean whole() {
      return from == null && to == null;
    }

    public boolean shows(SpanRow span) {
      boolean ended = from != null && span.end() != null && span.end().isBefore(from);
      boolean startsLater = to != null && span.start() != null && span.start().isAfter(to);
      return !ended && !startsLater;
    }

    private Instant within(Instant moment) {
      if (from != null && moment.isBefore(from)) {
        return from;
      }
      return to != null && moment.isAfter(to) ? to : moment;
    }
  }

  private Waterfall(Href current, TimeAxis axis, WaterfallContext context, Instant now) {
    this.current = current;
    this.axis = axis;
    this.context = context;
    this.now = now;
  }

  /** {@code spans} are those of the part; {@code current} is the page of the whole trace. */
  public static Waterfall of(
      Href current, List<SpanRow> spans, TimeRange part, WaterfallContext context, Instant now) {
    List<Instant> moments = new ArrayList<>();
    for (SpanRow span : spans) {
      add(moments, span.start(), part);
      add(moments, span.isOpen() ? now : span.end(), part);
      span.events().forEach(event -> add(moments, event.time(), part));
    }
    add(moments, part.from(), part);
    add(moments, part.to(), part);
    TimeAxis axis = TimeAxis.of(moments.isEmpty() ? List.of(now) : moments);
    return new Waterfall(current, axis, context, now);
  }

  private static void add(List<Instant> moments, @Nullable Instant moment, TimeRange part) {
    if (moment != null) {
      moments.add(part.within(moment));
    }
  }

  public Html render(List<SpanRow> shown) {
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
    for (TimeAxis.Segment segment : axis.segments()) {
      boolean room = segment.left() >= free && segment.left() + LABEL <= 100;
      marks.add(segment.silent() ? silence(segment) : busySegment(segment, room));
      free = room && !segment.silent() ? segment.left() + LABEL : free;
    }
    return Html.of(
        """
        <div class="scale"><svg class="marks" height="34" role="group" aria-label="{}">
        <defs><g id="silences">{}</g></defs>{}
        <text x="100%" y="11" text-anchor="end">{}</text></svg>
        {}</div>""",
        "From " + TimeRenderer.at(axis.start(), now) + " to " + TimeRenderer.at(axis.end(), now),
        axis.silences().stream().map(Waterfall::idleBand).toList(),
        marks,
        Html.when(free <= 100 - LABEL, Html.text(TimeRenderer.at(axis.end(), now))),
        Html.when(!axis.silences().isEmpty(), linearScale()));
  }

  private Html busySegment(TimeAxis.Segment segment, boolean labelled) {
    Href zoom = current.with("since", segment.from()).with("until", segment.to());
    Html label =
        Html.of(
            "<text x=\"{}%\" y=\"11\">{}</text>",
            number(segment.left()), TimeRenderer.at(segment.from(), now));
    String description =
        TimeRenderer.at(segment.from(), now) + ", for " + TimeRenderer.duration(segment.duration());
    return Html.of(
        """
        <a href="{}"><title>{}: look closer</title>{}<rect class="busy" x="{}%" width="{}%" y="18" height="8"/></a>
        """,
        zoom,
        description,
        Html.when(labelled, label),
        number(segment.left()),
        number(segment.width()));
  }

  private static Html silence(TimeAxis.Segment segment) {
    String duration = TimeRenderer.duration(segment.duration());
    return Html.of(
        """
        <g><title>Nothing for {}</title><rect class="silent" x="{}%" width="{}%" y="18" height="8"/>
        <text class="gap" x="{}%" y="33" text-anchor="middle">{}</text></g>
        """,
        duration,
        number(segment.left()),
        number(segment.width()),
        number(Math.clamp(segment.left() + segment.width() / 2, 2, 98)),
        Html.when(segment.width() >= 3, Html.text(duration)));
  }

  /** The same parts with their true lengths. */
  private Html linearScale() {
    List<Html> parts =
        axis.segments().stream()
            .filter(segment -> !segment.silent())
            .map(
                segment ->
                    Html.of(
                        "<rect class=\"busy\" x=\"{}%\" width=\"{}%\" y=\"0\" height=\"6\"/>",
                        number(axis.linearAt(segment.from())),
                        number(
                            Math.max(
                                0.3, axis.linearAt(segment.to()) - axis.linearAt(segment.from())))))
            .toList();
    String duration = TimeRenderer.duration(java.time.Duration.between(axis.start(), axis.end()));
    return Html.of(
        """
        <div class="truth"><span>true scale, {}</span><svg height="6" aria-hidden="true"><rect class="silent" width="100%" height="6"/>{}</svg></div>""",
        duration, parts);
  }

  private static Html idleBand(TimeAxis.Segment segment) {
    return Html.of(
        "<rect class=\"band\" x=\"{}%\" width=\"{}%\" y=\"0\" height=\"100%\"/>",
        number(segment.left()), number(segment.width()));
  }

  private Html row(SpanRow span) {
    return Html.of(
        """
        <details class="span" id="s-{}"{}><summary><span class="who d{}"><span class="kind k-{}">{}</span>
        <span class="name">{}</span></span><span class="how">{}</span><span class="bar">{}</span></summary>
        {}</details>
        """,
        span.spanId(),
        Html.when(context.isExpanded(span), Html.of(" open")),
        Math.min(span.depth(), DEEPEST),
        span.kind(),
        span.kind(),
        Html.truncated(span.title() == null ? span.id() : span.title()),
        Html.all(PageComponents.state(span.state()), marks(span)),
        bar(span),
        SpanDetail.of(span, context, now));
  }

  private Html marks(SpanRow span) {
    return Html.all(linked(span), followUps(span));
  }

  private Html linked(SpanRow span) {
    return span.flags().contains("backfilled")
        ? Html.of(
            " <span class=\"mark\" title=\"It happened first and was linked later.\">linked {}</span>",
            TimeRenderer.time(span.attributes().get("intent.linked_at"), now))
        : Html.NONE;
  }

  private Html followUps(SpanRow span) {
    List<JsonObject> links = context.followUps(span);
    return links.isEmpty()
        ? Html.NONE
        : Html.of(
            " <span class=\"mark\" title=\"Something new points back to it.\">led to {}{}</span>",
            Html.truncated(links.getFirst().getString("id")),
            Html.when(links.size() > 1, Html.of(" and {} more", links.size() - 1)));
  }

  private Html bar(SpanRow span) {
    Instant start = span.start() == null ? axis.start() : span.start();
    double left = axis.at(start);
    double width = Math.max(0, axis.at(span.end() == null ? now : span.end()) - left);
    return Html.of(
        """
        <svg height="18" aria-hidden="true"><use href="#silences"/><rect class="b {}{}{}" x="{}%" y="4" width="{}%" height="10" rx="2"/>{}</svg><span class="took">{}</span>""",
        "k-" + span.kind(),
        span.isOpen() ? " open" : "",
        StatusTone.of(span.state()) == StatusTone.BAD ? " failed" : "",
        number(Math.min(left, 99.5)),
        number(Math.max(width, 0.4)),
        span.events().stream().limit(100).map(this::tick).toList(),
        duration(span));
  }

  /** A failure is larger as well as red: it must be found among a hundred others. */
  private Html tick(SpanRow.Moment moment) {
    boolean failed = StatusTone.isFailure(moment.name());
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

  private String duration(SpanRow span) {
    if (span.start() == null) {
      return "start unknown";
    }
    Instant end = span.end() == null ? now : span.end();
    java.time.Duration duration = java.time.Duration.between(span.start(), end);
    String words = duration.isNegative() ? "0ms" : TimeRenderer.duration(duration);
    return span.isOpen() ? words + ", open" : words;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
