package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.model.event.EventCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A panel on its way into a dashboard. It has to say what it means, in which unit, what fills it
 * and what is behind it; a dashboard refuses one that does not.
 */
public final class Panel {
  final PanelKind kind;
  final String title;
  final List<PanelQuery> queries = new ArrayList<>();
  final List<PanelLink> links = new ArrayList<>();
  final List<PanelLink> valueLinks = new ArrayList<>();
  final Map<String, String> columns = new LinkedHashMap<>();
  final Map<String, DisplayUnit> units = new LinkedHashMap<>();
  final DocumentTree meanings = DocumentTree.tree();
  final Map<String, Colour> colours = new LinkedHashMap<>();
  final Map<String, PanelLink> columnLinks = new LinkedHashMap<>();
  final Map<String, Thresholds> columnThresholds = new LinkedHashMap<>();
  final Map<String, DocumentTree> columnMeanings = new LinkedHashMap<>();
  String description = "";
  String whenEmpty = "";
  @Nullable DisplayUnit unit;
  @Nullable Thresholds thresholds;
  boolean stacked;
  int width;
  int height;

  private Panel(PanelKind kind, String title) {
    this.kind = kind;
    this.title = title;
    this.width = kind.width;
    this.height = kind.height;
  }

  /** The number by which links and alerts know the panel of this title, on whichever dashboard. */
  public static int id(String title) {
    return PanelJson.id(title);
  }

  /** One number, large. */
  public static Panel stat(String title) {
    return new Panel(PanelKind.STAT, title);
  }

  /** One number on a scale. */
  public static Panel gauge(String title) {
    return new Panel(PanelKind.GAUGE, title);
  }

  /** One bar a series. */
  public static Panel bars(String title) {
    return new Panel(PanelKind.BARS, title);
  }

  public static Panel timeSeries(String title) {
    return new Panel(PanelKind.TIME_SERIES, title);
  }

  /** One lane a series, coloured by what its value means. */
  public static Panel states(String title) {
    return new Panel(PanelKind.STATES, title);
  }

  /** A histogram over time. */
  public static Panel heatMap(String title) {
    return new Panel(PanelKind.HEAT_MAP, title);
  }

  public static Panel table(String title) {
    return new Panel(PanelKind.TABLE, title);
  }

  /** Log lines. */
  public static Panel lines(String title) {
    return new Panel(PanelKind.LINES, title);
  }

  /** The waterfall of one trace. */
  public static Panel trace(String title) {
    return new Panel(PanelKind.TRACE, title);
  }

  /** What the numbers mean, in a sentence or two. */
  public Panel says(String meaning) {
    description = meaning;
    return this;
  }

  /**
   * Asks for metrics.
   *
   * @param legend what a series, or in a table the column, is called; {@code {{label}}} is filled
   *     in
   */
  public Panel asks(String legend, PromQlExpr expression) {
    return asks(new PanelQuery.Prom(legend, expression));
  }

  /** Asks a table's column, in a unit of its own. */
  public Panel asks(String legend, PromQlExpr expression, DisplayUnit unit) {
    units.put(legend, unit);
    return asks(legend, expression);
  }

  /** Asks for figures about log lines. */
  public Panel asks(String legend, LogQlExpr expression) {
    return asks(new PanelQuery.Logs(legend, expression.logql()));
  }

  public Panel asks(PanelQuery query) {
    queries.add(query);
    return this;
  }

  public Panel in(DisplayUnit unit) {
    this.unit = unit;
    return this;
  }

  /** Which events fill this panel. Types the catalog does not know are a mistake. */
  public Panel filledBy(String... types) {
    for (String type : types) {
      if (!EventCatalog.standard().type(type).known()) {
        throw new IllegalArgumentException("no event is called " + type);
      }
    }
    return whenEmpty(
        "Nothing yet. Filled by " + Stream.of(types).collect(Collectors.joining(", ")));
  }

  /** What stands there while there is nothing to show, if no event of ours fills it. */
  public Panel whenEmpty(String text) {
    whenEmpty = text;
    return this;
  }

  /** What is behind the panel as a whole. */
  public Panel linksTo(PanelLink link) {
    links.add(link);
    return this;
  }

  /** What is behind one value; {@code ${__field.labels.x}} is its label. */
  public Panel valueLinksTo(PanelLink link) {
    valueLinks.add(link);
    return this;
  }

  /** From which value on which colour is meant; over time, where the lines to watch run. */
  public Panel coloured(Thresholds thresholds) {
    this.thresholds = thresholds;
    return this;
  }

  /** A value that stands for something else. */
  public Panel reads(String value, String text, Colour colour) {
    mean(meanings, value, text, colour);
    return this;
  }

  /** A value in one column of a table that stands for something else. */
  public Panel columnReads(String title, String value, String text, Colour colour) {
    mean(columnMeanings.computeIfAbsent(title, t -> DocumentTree.tree()), value, text, colour);
    return this;
  }

  private static void mean(DocumentTree meanings, String value, String text, Colour colour) {
    meanings.with(
        value,
        DocumentTree.tree("text", text)
            .with("color", colour.code())
            .with("index", meanings.size()));
  }

  /** The text of one column of a table is coloured by its value. */
  public Panel columnColoured(String title, Thresholds thresholds) {
    columnThresholds.put(title, thresholds);
    return this;
  }

  /** A table's column, in the order of these calls: a label, or a field of a log line. */
  public Panel column(String label, String title) {
    columns.put(label, title);
    return this;
  }

  /** What is behind a value of one column; {@code ${__value.raw}} is the value. */
  public Panel columnLinksTo(String title, PanelLink link) {
    columnLinks.put(title, link);
    return this;
  }

  /** One series has a colour of its own. */
  public Panel seriesColoured(String legend, Colour colour) {
    colours.put(legend, colour);
    return this;
  }

  /** Values on top of each other, as bars. */
  public Panel stacked() {
    stacked = true;
    return this;
  }

  public Panel size(int width, int height) {
    this.width = width;
    this.height = height;
    return this;
  }

  /** What this panel still has to say; empty once it is complete. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (description.isEmpty()) {
      missing.add("what it means: says(…)");
    }
    if (unit == null) {
      missing.add("its unit: in(…)");
    }
    if (whenEmpty.isEmpty()) {
      missing.add("what fills it: filledBy(…) or whenEmpty(…)");
    }
    if (links.isEmpty()) {
      missing.add("what is behind it: leadsTo(…)");
    }
    if (queries.isEmpty()) {
      missing.add("a query: asks(…)");
    }
    return missing;
  }
}
