package dev.intentobserve.ui.component;

import dev.intentobserve.model.entity.Tone;
import dev.intentobserve.ui.http.Href;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the spans of a trace lie on one time axis; pure.
 *
 * @param current the page of the whole trace
 */
public record Waterfall(Href current, TimeAxis axis, WaterfallContext context, Instant now) {
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
   * The axis spans all moments of {@code spans}, whether a page shows all of them or not.
   *
   * @param spans those within {@code range}
   */
  public static Waterfall of(
      Href current, List<SpanRow> spans, TimeRange range, WaterfallContext context, Instant now) {
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

  private static void add(List<Instant> moments, @Nullable Instant moment, TimeRange range) {
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
