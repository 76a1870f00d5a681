package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A table with headings. Cells that do not fit are cut; prose continues on the next line. */
public final class TextTable {
  /** A heading and how to read its cells from a row. */
  private record Column(String title, Function<Json.Fields, String> cell, boolean right) {}

  /** Prose in less space than this is written below its row. */
  private static final int MIN_WIDTH = 30;

  private static final int GAP = 2;

  private final List<Column> columns = new ArrayList<>();
  private @Nullable Column prose;
  private final String emptyText;

  /**
   * A table without columns yet.
   *
   * @param emptyText shown if there are no rows
   */
  public TextTable(String emptyText) {
    this.emptyText = emptyText;
  }

  public TextTable left(String title, Function<Json.Fields, String> cell) {
    columns.add(new Column(title, cell, false));
    return this;
  }

  public TextTable left(String title, String field) {
    return left(title, row -> JsonFields.text(row, field));
  }

  public TextTable right(String title, String field) {
    return right(title, row -> JsonFields.text(row, field));
  }

  public TextTable right(String title, Function<Json.Fields, String> cell) {
    columns.add(new Column(title, cell, true));
    return this;
  }

  /** A last column of sentences, which are wrapped and never cut. */
  public TextTable prose(String title, String field) {
    prose = new Column(title, row -> JsonFields.text(row, field), false);
    return this;
  }

  /**
   * The table as text, each line with a line end.
   *
   * @param width of the terminal; 0 for no limit
   */
  public String draw(List<Json.Fields> rows, int width, boolean unicode) {
    if (rows.isEmpty()) {
      return emptyText + "\n";
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Column::title).toList());
    for (Json.Fields row : rows) {
      cells.add(columns.stream().map(column -> column.cell().apply(row)).toList());
    }
    int[] widths = widths(cells);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String line = line(cells.get(i), widths);
      String cut = width > 0 ? TextWidth.cut(line, width, unicode ? "…" : "...") : line;
      List<String> texts = prose(i == 0 ? null : rows.get(i - 1), TextWidth.of(line), width);
      boolean beside = width == 0 || available(TextWidth.of(line), width) >= MIN_WIDTH;
      out.append(beside ? beside(cut, texts) : below(cut, texts, i == 0));
    }
    return out.toString();
  }

  private static int available(int taken, int width) {
    return width - taken - GAP;
  }

  /** The wrapped prose of a row; of the heading if the row is null. */
  private List<String> prose(Json.@Nullable Fields row, int taken, int width) {
    if (prose == null) {
      return List.of();
    }
    int available = available(taken, width);
    String text = row == null ? prose.title() : prose.cell().apply(row);
    return width == 0
        ? List.of(text)
        : TextWidth.wrap(text, available >= MIN_WIDTH ? available : width - 2 * GAP);
  }

  private static String beside(String line, List<String> texts) {
    StringBuilder out = new StringBuilder();
    String first = texts.isEmpty() ? line : line + " ".repeat(GAP) + texts.getFirst();
    out.append(first.stripTrailing()).append('\n');
    String indent = " ".repeat(TextWidth.of(line) + GAP);
    texts.stream().skip(1).forEach(text -> out.append(indent).append(text).append('\n'));
    return out.toString();
  }

  private static String below(String line, List<String> texts, boolean heading) {
    StringBuilder out = new StringBuilder(line.stripTrailing()).append('\n');
    if (!heading) {
      texts.forEach(text -> out.append(" ".repeat(2 * GAP)).append(text).append('\n'));
    }
    return out.toString();
  }

  private int[] widths(List<List<String>> cells) {
    int[] widths = new int[columns.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
      }
    }
    return widths;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(i == 0 ? "" : "  ")
          .append(
              columns.get(i).right()
                  ? TextWidth.padLeft(cell, widths[i])
                  : TextWidth.pad(cell, widths[i]));
    }
    return line.toString();
  }
}
