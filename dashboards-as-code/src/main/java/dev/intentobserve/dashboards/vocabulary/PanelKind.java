package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.vocabulary.PanelQuery.Shape;
import java.util.Map;

/**
 * Grafana's panel types; the options we use of each are in {@code panel-kinds.json}. Default sizes
 * are in grid cells: a dashboard is 24 cells wide, a cell is 30 pixels high.
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

  private static final Map<String, DocumentTree> PARTS =
      DocumentTree.resource(PanelKind.class, "panel-kinds.json");

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
    return part("options");
  }

  /** The part of {@code fieldConfig} that only this type knows; empty for types without one. */
  DocumentTree customConfig(boolean stacked) {
    return part(stacked ? "stacked" : "custom");
  }

  private DocumentTree part(String name) {
    DocumentTree copy = DocumentTree.tree();
    copy.putAll(PARTS.getOrDefault(type + "." + name, copy));
    return copy;
  }
}
