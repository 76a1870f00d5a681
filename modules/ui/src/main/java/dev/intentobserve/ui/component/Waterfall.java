package dev.intentobserve.ui.component;

import dev.intentobserve.model.entity.Tone;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the spans of a trace lie on one time axis; pure.
 *
 * @param current the page of the whole trace
 */
public record Waterfall(Href current, TimeAxis axis, Context context, Instant now) {
  private static final int MAX_INDENT = 8;

  /** Hundredths of the axis that a label needs. */
  private static final double LABEL_WIDTH = 13;

  /** More than this many ticks on one bar cannot be told apart. */
  private static final int MAX_TICKS = 100;

  /** A segment of the axis; labelled where its label overlaps no other. */
  record Mark(TimeAxis.Segment segment, boolean labelled) {}

  record Bar(String css, String x, String width) {}

  record Tick(String x, boolean failed) {}

  /**
   * A part of the time of a trace; null for no limit.
   *
   * @param from spans that ended earlier are left out
   * @param to spans that start later are left out
   */
  public record Range(@Nullable Instant from, @Nullable Instant to) {
    public boolean isWhole() {
      return from == null && to == null;
    }

    public boolean shows(SpanRow span) {
      boolean ended = from != null && span.end() != null && span.end().isBefore(from);
      boolean startsLater = to != null && span.start() != null && span.start().isAfter(to);
      return !ended && !startsLater;
    }

    Instant clamp(Instant moment) {
      if (from != null && moment.isBefore(from)) {
        return from;
      }
      return to != null && moment.isAfter(to) ? to : moment;
    }
  }

  /**
   * What the rows of a waterfall show beside their span.
   *
   * @param current the page with its filters
   * @param expanded the span id of the row that shows its events with their bodies; null for none
   * @param bodies of that span
   * @param linksInto links that point at a span, by {@code kind:id} of the span
   */
  public record Context(
      Href current,
      @Nullable String expanded,
      Html bodies,
      Map<String, List<JsonObject>> linksInto) {

    private static final Set<String> FOLLOW_UP_RELATIONS = Set.of("grew_from", "mentions");

    public static Context of(
        JsonObject trace, Href current, @Nullable SpanRow expanded, Html bodies) {
      return new Context(
          current,
          expanded == null ? null : expanded.spanId(),
          bodies,
          ApiReply.objects(trace, "linked_from").stream()
              .collect(Collectors.groupingBy(link -> link.getString("target", ""))));
    }

    boolean isExpanded(SpanRow span) {
      return span.spanId().equals(expanded);
    }

    Href hrefExpanding(SpanRow span) {
      return current.with("span", span.spanId()).at("s-" + span.spanId());
    }

    /** Links of entities that were created because of this one; others merely name it. */
    List<JsonObject> followUps(SpanRow span) {
      return linkedFrom(span).stream()
          .filter(link -> FOLLOW_UP_RELATIONS.contains(link.getString("relation", "")))
          .toList();
    }

    List<JsonObject> linkedFrom(SpanRow span) {
      return linksInto.getOrDefault(span.key(), List.of());
    }
  }

  /**
   * The axis spans all moments of {@code spans}, whether a page shows all of them or not.
   *
   * @param spans those within {@code range}
   */
  public static Waterfall of(
      Href current, List<SpanRow> spans, Range range, Context context, Instant now) {
    List<Instant> moments = new ArrayList<>();
    for (SpanRow span : spans) {
      add(moments, span.start(), range);
      add(moments, span.isOpen() ? now : span.end(), range);
      span.events().forEach(event -> add(moments, event.time(), range));
    }
    add(moments, range.from(), range);
    add(moments, range.to(), range);
    TimeAxis axis = TimeAxis.of(moments.isEmpty() ? List.of(now) : moments);
    return new Waterfall(current, axis, context, now);
  }

  private static void add(List<Instant> moments, @Nullable Instant moment, Range range) {
    if (moment != null) {
      moments.add(range.clamp(moment));
    }
  }

  public Html render(List<SpanRow> shown) {
    return Html.of((out, none) -> JteWaterfallGenerated.render(out, none, this, shown));
  }

  List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    double free = 0;
    for (TimeAxis.Segment segment : axis.segments()) {
      boolean fits = segment.left() >= free && segment.left() + LABEL_WIDTH <= 100;
      boolean labelled = fits && !segment.idle();
      marks.add(new Mark(segment, labelled));
      free = labelled ? segment.left() + LABEL_WIDTH : free;
    }
    return marks;
  }

  boolean endIsLabelled() {
    double last =
        marks().stream()
            .filter(Mark::labelled)
            .mapToDouble(mark -> mark.segment().left() + LABEL_WIDTH)
            .max()
            .orElse(0);
    return last <= 100 - LABEL_WIDTH;
  }

  Bar bar(SpanRow span) {
    double left = axis.at(span.start() == null ? axis.start() : span.start());
    double width = Math.max(0, axis.at(endOf(span)) - left);
    String open = span.isOpen() ? " open" : "";
    String failed = StatusTone.of(span.state()) == Tone.BAD ? " failed" : "";
    return new Bar(
        "b k-" + span.kind() + open + failed,
        percent(Math.min(left, 99.5)),
        percent(Math.max(width, 0.4)));
  }

  List<Tick> ticks(SpanRow span) {
    List<Tick> ticks = new ArrayList<>();
    for (SpanRow.Moment moment : span.events()) {
      if (moment.time() != null && ticks.size() < MAX_TICKS) {
        String x = percent(Math.min(axis.at(moment.time()), 99.7));
        ticks.add(new Tick(x, StatusTone.isFailure(moment.name())));
      }
    }
    return ticks;
  }

  String duration(SpanRow span) {
    if (span.start() == null) {
      return "start unknown";
    }
    Duration duration = Duration.between(span.start(), endOf(span));
    String text = duration.isNegative() ? "0ms" : TimeRenderer.duration(duration);
    return span.isOpen() ? text + ", open" : text;
  }

  private Instant endOf(SpanRow span) {
    return span.end() == null ? now : span.end();
  }

  String at(Instant moment) {
    return TimeRenderer.at(moment, now);
  }

  static int indent(SpanRow span) {
    return Math.min(span.depth(), MAX_INDENT);
  }

  static String percent(double value) {
    return String.format(Locale.ROOT, "%.2f%%", value);
  }
}
