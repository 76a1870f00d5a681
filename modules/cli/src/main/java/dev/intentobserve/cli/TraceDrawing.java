package dev.intentobserve.cli;

import dev.intentobserve.cli.TraceTreeOrder.Line;
import dev.intentobserve.cli.TraceView.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A trace as a tree: what was done, where it stands, when it began and how long it took. */
final class TraceDrawing {
  private static final int NARROWEST_LABEL = 24;

  private final TraceView trace;
  private final Pen pen;
  private final int width;
  private final Instant now;

  /** The cells of one line of the tree. */
  private record Row(String label, String state, String begin, String lasted, String marks) {}

  /**
   * @param now what is open lasts until now
   */
  TraceDrawing(TraceView trace, Pen pen, int width, Instant now) {
    this.trace = trace;
    this.pen = pen;
    this.width = width;
    this.now = now;
  }

  String draw() {
    StringBuilder out = new StringBuilder();
    String heading = trace.name() + (trace.title().isEmpty() ? "" : pen.dot() + trace.title());
    out.append(pen.strong(Width.cut(heading, width, pen.ellipsis()))).append('\n');
    out.append(pen.faint("trace ")).append(trace.traceId()).append('\n');
    fact(out, "state", trace.state());
    fact(out, "stage", trace.stage());
    fact(out, "age", trace.age());
    fact(out, "quiet for", trace.quiet());
    out.append('\n');
    if (!trace.aliases().isEmpty()) {
      out.append(pen.faint("also ")).append(trace.aliases()).append('\n');
    }
    return out.append('\n').append(tree()).toString();
  }

  private void fact(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      boolean first = out.charAt(out.length() - 1) == '\n';
      out.append(first ? "" : "   ").append(pen.faint(name + " "));
      out.append(name.equals("state") ? pen.state(value, value) : value);
    }
  }

  private String tree() {
    List<Row> rows = new ArrayList<>();
    Instant origin = origin();
    for (Line line : TraceTreeOrder.of(trace.spans(), pen)) {
      rows.add(row(line, origin));
    }
    int state = widest(rows.stream().map(Row::state).toList());
    int begin = widest(rows.stream().map(Row::begin).toList());
    int lasted = widest(rows.stream().map(Row::lasted).toList());
    int marks = Math.min(widest(rows.stream().map(Row::marks).toList()), width / 3);
    int room = width - state - begin - lasted - marks - 8;
    int widestLabel = widest(rows.stream().map(Row::label).toList());
    int label = Math.min(widestLabel, Math.max(NARROWEST_LABEL, room));
    StringBuilder out = new StringBuilder();
    for (Row row : rows) {
      String text =
          Width.pad(Width.cut(row.label(), label, pen.ellipsis()), label)
              + "  "
              + pen.state(row.state(), Width.pad(row.state(), state))
              + "  "
              + Width.padLeft(row.begin(), begin)
              + "  "
              + Width.padLeft(row.lasted(), lasted)
              + "  "
              + row.marks();
      out.append(text.stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private static int widest(List<String> cells) {
    return cells.stream().mapToInt(Width::of).max().orElse(0);
  }

  private @Nullable Instant origin() {
    return trace.spans().stream()
        .map(Span::start)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private Row row(Line line, @Nullable Instant origin) {
    Span span = line.span();
    Duration lasted = span.lasted(now);
    return new Row(
        line.prefix() + label(span),
        span.state(),
        origin == null || span.start() == null ? "" : offset(origin, span.start()),
        lasted == null ? "" : Spans.text(lasted),
        marks(line));
  }

  private static String offset(Instant origin, Instant start) {
    Duration offset = Duration.between(origin, start);
    return (offset.isNegative() ? "" : "+") + Spans.text(offset);
  }

  /** Kind, id and, where it says more than they do, the name. */
  private static String label(Span span) {
    String id = span.id();
    int slash = id.lastIndexOf('/');
    if (span.kind().equals("assertion") && slash >= 0) {
      id = id.substring(slash + 1);
    }
    String known = span.kind() + " " + id;
    boolean same =
        span.name().equals(span.id())
            || span.name().equals(id)
            || span.name().equals(span.kind() + " " + span.id())
            || span.name().equals(known);
    return same || span.name().isEmpty() ? known : known + "  " + span.name();
  }

  private String marks(Line line) {
    Span span = line.span();
    List<String> marks = new ArrayList<>();
    if (span.open()) {
      marks.add("open");
    }
    marks.addAll(span.flags());
    if (line.lost()) {
      marks.add("parent missing");
    }
    span.links().forEach(link -> marks.add(pen.arrow() + link));
    return String.join(", ", marks);
  }
}
