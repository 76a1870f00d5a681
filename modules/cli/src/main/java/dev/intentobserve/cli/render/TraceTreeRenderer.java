package dev.intentobserve.cli.render;

import dev.intentobserve.cli.render.TraceTreeOrder.Line;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A trace as a tree with state, start and duration of each span. */
public final class TraceTreeRenderer {
  private static final int MIN_LABEL_WIDTH = 24;
  private static final int MIN_LINK_WIDTH = 16;
  private static final String GAP = "  ";

  private final Json.Fields trace;
  private final List<TraceSpan> spans;
  private final TreeStyle style;
  private final int width;
  private final Instant now;

  /** The cells of one line of the tree. */
  private record Row(
      String label, String state, String begin, String lasted, String marks, String links) {}

  /**
   * Draws {@code trace} in {@code width} columns.
   *
   * @param now the end of spans that are still open
   */
  public TraceTreeRenderer(Json.Fields trace, TreeStyle style, int width, Instant now) {
    this.trace = trace;
    this.spans = JsonFields.objects(trace, "spans").stream().map(TraceSpan::of).toList();
    this.style = style;
    this.width = width;
    this.now = now;
  }

  public String draw() {
    StringBuilder out = new StringBuilder();
    String intent = text("intent");
    String name = intent.isEmpty() ? text("root") : intent;
    String heading =
        name + (text("title").isEmpty() ? "" : style.glyph(" · ", " - ") + text("title"));
    out.append(style.strong(TextWidth.cut(heading, width, style.ellipsis()))).append('\n');
    out.append(style.faint("trace ")).append(text("trace_id")).append('\n');
    fact(out, "state", text("state"));
    fact(out, "stage", text("stage"));
    fact(out, "age", NumberText.span(text("age")));
    fact(out, "idle for", NumberText.span(text("stalled_for")));
    out.append('\n');
    if (!text("aliases").isEmpty()) {
      out.append(style.faint("also known as ")).append(text("aliases")).append('\n');
    }
    return out.append('\n').append(tree()).toString();
  }

  private String text(String field) {
    return JsonFields.text(trace, field);
  }

  private void fact(StringBuilder out, String name, String value) {
    if (!value.isEmpty()) {
      boolean first = out.charAt(out.length() - 1) == '\n';
      out.append(first ? "" : "   ").append(style.faint(name + " "));
      out.append(name.equals("state") ? style.state(value, value) : value);
    }
  }

  private String tree() {
    Instant origin = origin();
    List<Row> rows =
        TraceTreeOrder.of(spans, style).stream().map(line -> row(line, origin)).toList();
    int state = widest(rows, Row::state);
    int begin = widest(rows, Row::begin);
    int lasted = widest(rows, Row::lasted);
    int available = width - state - begin - lasted - widest(rows, Row::marks) - 4 * GAP.length();
    int label = Math.min(widest(rows, Row::label), Math.max(MIN_LABEL_WIDTH, available));
    int left = Math.max(0, width - label - state - begin - lasted - 4 * GAP.length());
    StringBuilder out = new StringBuilder();
    for (Row row : rows) {
      String name = TextWidth.pad(TextWidth.cut(row.label(), label, style.ellipsis()), label);
      String line =
          String.join(
              GAP,
              name,
              style.state(row.state(), TextWidth.pad(row.state(), state)),
              TextWidth.padLeft(row.begin(), begin),
              TextWidth.padLeft(row.lasted(), lasted),
              last(row, left));
      out.append(line.stripTrailing()).append('\n');
    }
    return out.toString();
  }

  /** Shows links only if there is enough space for them. */
  private String last(Row row, int available) {
    boolean links = available - TextWidth.of(row.marks()) >= MIN_LINK_WIDTH;
    return TextWidth.cut(row.marks() + (links ? row.links() : ""), available, style.ellipsis());
  }

  private static int widest(List<Row> rows, Function<Row, String> cell) {
    return rows.stream().map(cell).mapToInt(TextWidth::of).max().orElse(0);
  }

  private @Nullable Instant origin() {
    return spans.stream().map(TraceSpan::start).filter(Objects::nonNull).findFirst().orElse(null);
  }

  private Row row(Line line, @Nullable Instant origin) {
    TraceSpan span = line.span();
    Duration lasted = span.duration(now);
    return new Row(
        line.prefix() + label(span),
        span.state(),
        origin == null || span.start() == null ? "" : offset(origin, span.start()),
        lasted == null ? "" : DurationText.format(lasted),
        marks(line),
        links(span));
  }

  private static String offset(Instant origin, Instant start) {
    Duration offset = Duration.between(origin, start);
    return (offset.isNegative() ? "" : "+") + DurationText.format(offset);
  }

  /** Kind, id and the name if it says more than they do. */
  private String label(TraceSpan span) {
    String id = span.id();
    int slash = id.lastIndexOf('/');
    if (span.kind().equals("assertion") && slash >= 0) {
      id = id.substring(slash + 1);
    }
    String known = (span.kind() + " " + id).strip();
    String whole = span.kind() + " " + span.id();
    boolean redundant =
        List.of("", id, id.replace('_', ' '), span.id(), known, whole, text("title"))
            .contains(span.name());
    return (known.isEmpty() ? "?" : known) + (redundant ? "" : GAP + span.name());
  }

  private static String marks(Line line) {
    List<String> marks = new ArrayList<>();
    if (line.span().open()) {
      marks.add("open");
    }
    marks.addAll(line.span().flags());
    if (line.orphan()) {
      marks.add("parent missing");
    }
    return String.join(", ", marks);
  }

  private String links(TraceSpan span) {
    String links =
        String.join(
            " ", span.links().stream().map(link -> style.glyph("→ ", "-> ") + link).toList());
    return links.isEmpty() || (!span.open() && span.flags().isEmpty()) ? links : " " + links;
  }
}
