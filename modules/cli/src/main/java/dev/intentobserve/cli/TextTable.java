package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Rows under headings; the last column takes what room is left. */
final class TextTable {
  /** A heading and how to find its cell. */
  private record Column(String title, Function<Json.Fields, String> cell, boolean right) {}

  private final List<Column> columns = new ArrayList<>();
  private final String nothing;

  /**
   * @param nothing what to say when there are no rows
   */
  TextTable(String nothing) {
    this.nothing = nothing;
  }

  TextTable left(String title, Function<Json.Fields, String> cell) {
    columns.add(new Column(title, cell, false));
    return this;
  }

  TextTable left(String title, String field) {
    return left(title, row -> Fields.text(row, field));
  }

  TextTable right(String title, String field) {
    return right(title, row -> Fields.text(row, field));
  }

  TextTable right(String title, Function<Json.Fields, String> cell) {
    columns.add(new Column(title, cell, true));
    return this;
  }

  /**
   * @param width of the terminal, 0 when lines may be as long as they are
   */
  String draw(List<Json.Fields> rows, int width, boolean unicode) {
    if (rows.isEmpty()) {
      return nothing + "\n";
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Column::title).toList());
    for (Json.Fields row : rows) {
      cells.add(columns.stream().map(column -> column.cell().apply(row)).toList());
    }
    int[] widths = widths(cells);
    StringBuilder out = new StringBuilder();
    for (List<String> row : cells) {
      String line = line(row, widths);
      String cut = width > 0 ? Width.cut(line, width, unicode ? "…" : "...") : line;
      out.append(cut.stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private int[] widths(List<List<String>> cells) {
    int[] widths = new int[columns.size()];
    for (List<String> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Width.of(row.get(i)));
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
              columns.get(i).right() ? Width.padLeft(cell, widths[i]) : Width.pad(cell, widths[i]));
    }
    return line.toString();
  }
}
