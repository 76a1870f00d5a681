package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.vocabulary.PanelQuery.Shape;
import java.util.List;

/**
 * Grafana's panel types with the options we use. Default sizes are in grid cells: a dashboard is 24
 * cells wide, a cell is 30 pixels high.
 */
enum PanelKind {
  STAT("stat", Shape.LAST_VALUE, 4, 4),
  GAUGE("gauge", Shape.LAST_VALUE, 6, 6),
  BAR_GAUGE("bargauge", Shape.LAST_VALUE, 8, 8),
  TIME_SERIES("timeseries", Shape.OVER_TIME, 12, 8),
  STATE_TIMELINE("state-timeline", Shape.OVER_TIME, 24, 7),
  HEATMAP("heatmap", Shape.BUCKETS, 12, 8),
  TABLE("table", Shape.ROWS, 24, 8),
  LOGS("logs", Shape.OVER_TIME, 24, 10),
  TRACE("traces", Shape.OVER_TIME, 24, 14);

  final String type;
  final Shape shape;
  final int width;
  final int height;

  PanelKind(String type, Shape shape, int width, int height) {
    this.type = type;
    this.shape = shape;
    this.width = width;
    this.height = height;
  }

  DocumentTree options() {
    return switch (this) {
      case STAT ->
          lastValue()
              .with("orientation", "auto")
              .with("textMode", "auto")
              .with("wideLayout", true)
              .with("colorMode", "value")
              .with("graphMode", "none")
              .with("justifyMode", "auto")
              .with("showPercentChange", false)
              .with("percentChangeColorMode", "standard");
      case GAUGE ->
          lastValue()
              .with("orientation", "auto")
              .with("showThresholdLabels", false)
              .with("showThresholdMarkers", true);
      case BAR_GAUGE ->
          lastValue()
              .with("displayMode", "basic")
              .with("orientation", "horizontal")
              .with("valueMode", "color")
              .with("namePlacement", "auto")
              .with("showUnfilled", true);
      case TIME_SERIES -> DocumentTree.tree("legend", legend()).with("tooltip", tooltip("multi"));
      case STATE_TIMELINE ->
          DocumentTree.tree("legend", legend())
              .with("tooltip", tooltip("single"))
              .with("showValue", "auto")
              .with("mergeValues", true)
              .with("rowHeight", 0.8);
      case HEATMAP -> heatmap();
      case TABLE -> DocumentTree.tree("showHeader", true).with("cellHeight", "sm");
      case LOGS ->
          DocumentTree.tree("showTime", true)
              .with("showLabels", false)
              .with("showCommonLabels", false)
              .with("wrapLogMessage", true)
              .with("prettifyLogMessage", false)
              .with("enableLogDetails", true)
              .with("dedupStrategy", "none")
              .with("sortOrder", "Descending");
      case TRACE -> DocumentTree.tree();
    };
  }

  /** The part of {@code fieldConfig} that only this type knows; empty for types without one. */
  DocumentTree customConfig(boolean stacked) {
    return switch (this) {
      case TIME_SERIES ->
          DocumentTree.tree("drawStyle", stacked ? "bars" : "line")
              .with("lineWidth", 1)
              .with("fillOpacity", stacked ? 70 : 10)
              .with("showPoints", "auto")
              .with("spanNulls", false)
              .with(
                  "stacking",
                  DocumentTree.tree("mode", stacked ? "normal" : "none").with("group", "A"));
      case STATE_TIMELINE -> DocumentTree.tree("lineWidth", 0).with("fillOpacity", 80);
      case TABLE -> DocumentTree.tree("align", "auto").with("inspect", false);
      case STAT, GAUGE, BAR_GAUGE, HEATMAP, LOGS, TRACE -> DocumentTree.tree();
    };
  }

  private static DocumentTree lastValue() {
    return DocumentTree.tree(
        "reduceOptions",
        DocumentTree.tree("calcs", List.of("lastNotNull"))
            .with("fields", "")
            .with("values", false));
  }

  private static DocumentTree legend() {
    return DocumentTree.tree("showLegend", true)
        .with("displayMode", "list")
        .with("placement", "bottom")
        .with("calcs", List.of());
  }

  private static DocumentTree tooltip(String mode) {
    return DocumentTree.tree("mode", mode).with("sort", "desc");
  }

  private static DocumentTree heatmap() {
    return DocumentTree.tree("calculate", false)
        .with("cellGap", 1)
        .with(
            "color",
            DocumentTree.tree("mode", "scheme")
                .with("scheme", "Oranges")
                .with("steps", 64)
                .with("reverse", false)
                .with("fill", "dark-orange")
                .with("exponent", 0.5))
        .with("legend", DocumentTree.tree("show", true))
        .with("tooltip", DocumentTree.tree("mode", "single").with("yHistogram", false));
  }
}
