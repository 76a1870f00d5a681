package dev.intentobserve.dashboards.vocabulary;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.model.event.EventCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A panel under construction. A dashboard refuses a panel without a description, a query, a text
 * for the empty state or a link: every panel says what it means, what fills it and what is behind
 * it.
 */
public final class Panel {
  private static final DocumentTree COLOURED_TEXT = tree("type", "color-text");

  final PanelKind kind;
  final String title;
  final DisplayUnit unit;
  final List<PanelQuery> queries = new ArrayList<>();
  final List<PanelLink> links = new ArrayList<>();
  final List<PanelLink> valueLinks = new ArrayList<>();
  final Map<String, String> columns = new LinkedHashMap<>();
  final List<DocumentTree> overrides = new ArrayList<>();
  final DocumentTree valueTexts = tree();
  String description = "";
  String whenEmpty = "";
  @Nullable Thresholds thresholds;
  boolean stacked;
  int width;
  int height;

  private Panel(PanelKind kind, String title, DisplayUnit unit) {
    this.kind = kind;
    this.title = title;
    this.unit = unit;
    this.width = kind.width;
    this.height = kind.height;
  }

  /**
   * The id of a panel, computed from its title: it stays the same when other panels come and go,
   * because links refer to it.
   */
  static int id(String title) {
    CRC32 crc = new CRC32();
    crc.update(title.getBytes(UTF_8));
    return (int) (crc.getValue() % 1_000_000) + 1;
  }

  public static Panel stat(String title, DisplayUnit unit) {
    return new Panel(PanelKind.STAT, title, unit);
  }

  /** One number on a scale. */
  public static Panel gauge(String title, DisplayUnit unit) {
    return new Panel(PanelKind.GAUGE, title, unit);
  }

  public static Panel barGauge(String title, DisplayUnit unit) {
    return new Panel(PanelKind.BAR_GAUGE, title, unit);
  }

  public static Panel timeSeries(String title, DisplayUnit unit) {
    return new Panel(PanelKind.TIME_SERIES, title, unit);
  }

  /** One lane for each series, coloured by the text of its value. */
  public static Panel stateTimeline(String title, DisplayUnit unit) {
    return new Panel(PanelKind.STATE_TIMELINE, title, unit);
  }

  public static Panel heatmap(String title, DisplayUnit unit) {
    return new Panel(PanelKind.HEATMAP, title, unit);
  }

  /** A table whose columns have units of their own, or none. */
  public static Panel table(String title) {
    return table(title, DisplayUnit.PLAIN);
  }

  public static Panel table(String title, DisplayUnit unit) {
    return new Panel(PanelKind.TABLE, title, unit);
  }

  public static Panel logs(String title) {
    return new Panel(PanelKind.LOGS, title, DisplayUnit.PLAIN);
  }

  public static Panel trace(String title) {
    return new Panel(PanelKind.TRACE, title, DisplayUnit.PLAIN);
  }

  /** What the values mean, in a sentence or two. */
  public Panel description(String text) {
    description = text;
    return this;
  }

  /**
   * Adds a query for metrics.
   *
   * @param legend the name of a series, in a table that of the column; Grafana replaces {@code
   *     {{label}}} with the label's value
   */
  public Panel query(String legend, MetricExpr expression) {
    return query(PanelQuery.metric(legend, expression));
  }

  /** Adds a query whose series are named after the labels that it groups by. */
  public Panel query(MetricExpr expression) {
    return query(expression.legend(), expression);
  }

  /** Adds a query that fills one column of a table, in a unit of its own. */
  public Panel query(String legend, MetricExpr expression, DisplayUnit unit) {
    return override(legend, "unit", unit.code()).query(legend, expression);
  }

  /** Adds one query for each percentile of a histogram, over time. */
  public Panel percentiles(TimeSeries histogram, int... percentiles) {
    for (int percent : percentiles) {
      query("p" + percent, histogram.quantileWithin(percent / 100.0, TimeSeries.RATE));
    }
    return this;
  }

  public Panel query(LogLines lines) {
    return query(PanelQuery.lines(lines));
  }

  public Panel query(PanelQuery query) {
    queries.add(query);
    return this;
  }

  /**
   * Names the events that fill this panel, for its empty state.
   *
   * @param types must be in the event catalog
   */
  public Panel filledByEvents(String... types) {
    for (String type : types) {
      if (!EventCatalog.standard().type(type).known()) {
        throw new IllegalArgumentException("the catalog has no event type " + type);
      }
    }
    return whenEmpty("Nothing yet. Filled by " + String.join(", ", types));
  }

  /** Sets the text for the empty state and adds the link. */
  public Panel from(PanelSource source) {
    return from(source.whenEmpty(), source.link());
  }

  /** Sets the text for the empty state, where no event of ours fills the panel, and adds a link. */
  public Panel from(String whenEmpty, PanelLink link) {
    return whenEmpty(whenEmpty).linksTo(link);
  }

  /** The text for the empty state, where no event of ours fills the panel. */
  public Panel whenEmpty(String text) {
    whenEmpty = text;
    return this;
  }

  /** Adds a link to what is behind the panel as a whole. */
  public Panel linksTo(PanelLink link) {
    links.add(link);
    return this;
  }

  /** Adds a link to what is behind one value; {@code ${__field.labels.x}} is a label of it. */
  public Panel valueLinksTo(PanelLink link) {
    valueLinks.add(link);
    return this;
  }

  /** Colours values by thresholds; a time series shows the thresholds as dashed lines. */
  public Panel thresholds(Thresholds thresholds) {
    this.thresholds = thresholds;
    return this;
  }

  /** Shows a text instead of a value. */
  public Panel valueText(String value, String text, Colour colour) {
    addText(valueTexts, value, text, colour);
    return this;
  }

  /**
   * Shows texts instead of values.
   *
   * @param texts made with {@link #addText}
   */
  public Panel valueTexts(DocumentTree texts) {
    valueTexts.putAll(texts);
    return this;
  }

  /** Adds a value and the text to show instead of it. */
  public static DocumentTree addText(DocumentTree texts, String value, String text, Colour colour) {
    return texts.with(
        value, tree("text", text).with("color", colour.code()).with("index", texts.size()));
  }

  /**
   * Shows texts instead of values in one column of a table.
   *
   * @param texts made with {@link #addText}
   */
  public Panel columnValueTexts(String title, DocumentTree texts) {
    DocumentTree mapping = tree("type", "value").with("options", texts);
    return override(title, "mappings", List.of(mapping))
        .override(title, "custom.cellOptions", COLOURED_TEXT);
  }

  /** Colours the text of one column of a table by its value. */
  public Panel columnThresholds(String title, Thresholds thresholds) {
    return override(title, "thresholds", thresholds.json())
        .override(title, "color", tree("mode", "thresholds"))
        .override(title, "custom.cellOptions", COLOURED_TEXT);
  }

  /** Shows a label, or a field of a log line, as a table column, in the order of these calls. */
  public Panel column(String label, String title) {
    columns.put(label, title);
    return this;
  }

  /** Adds a link to the values of one column; {@code ${__value.raw}} is the value. */
  public Panel columnLinksTo(String title, PanelLink link) {
    return override(title, "links", List.of(link.json()));
  }

  public Panel seriesColour(String legend, Colour colour) {
    return override(legend, "color", tree("mode", "fixed").with("fixedColor", colour.code()));
  }

  /** Stacks the values, as bars. */
  public Panel stacked() {
    stacked = true;
    return this;
  }

  public Panel size(int width, int height) {
    this.width = width;
    this.height = height;
    return this;
  }

  private Panel override(String name, String property, Object value) {
    overrides.add(
        tree("matcher", tree("id", "byName").with("options", name))
            .with("properties", List.of(tree("id", property).with("value", value))));
    return this;
  }

  /** What a dashboard still needs of this panel; empty when it is complete. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (description.isEmpty()) {
      missing.add("what it means: description(…)");
    }
    if (queries.isEmpty()) {
      missing.add("a query: query(…)");
    }
    if (whenEmpty.isEmpty()) {
      missing.add("what fills it: from(…), filledByEvents(…) or whenEmpty(…)");
    }
    if (links.isEmpty()) {
      missing.add("a link to what is behind it: from(…) or linksTo(…)");
    }
    return missing;
  }
}
