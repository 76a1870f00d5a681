package dev.intentobserve.dashboards.vocabulary;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A panel in the JSON of Grafana's classic dashboard schema. */
final class PanelJson {
  private final Panel panel;

  PanelJson(Panel panel) {
    this.panel = panel;
  }

  DocumentTree json(int x, int y) {
    return tree("id", Panel.id(panel.title))
        .with("type", panel.kind.type)
        .with("title", panel.title)
        .with("description", panel.description)
        .with("gridPos", tree("h", panel.height).with("w", panel.width).with("x", x).with("y", y))
        .with("datasource", panel.queries.getFirst().source().reference())
        .with("targets", targets())
        .with("transformations", transformations())
        .with("fieldConfig", tree("defaults", defaults()).with("overrides", panel.overrides))
        .with("options", panel.kind.options())
        .with("links", panel.links.stream().map(PanelLink::json).toList());
  }

  private List<DocumentTree> targets() {
    List<DocumentTree> targets = new ArrayList<>();
    for (PanelQuery query : panel.queries) {
      targets.add(query.json(refId(targets.size()), panel.kind.shape));
    }
    return targets;
  }

  private static String refId(int index) {
    return String.valueOf((char) ('A' + index));
  }

  private DocumentTree defaults() {
    DocumentTree defaults =
        tree("unit", panel.unit.code())
            .with("noValue", panel.whenEmpty)
            .with("color", tree("mode", colourMode()))
            .with("mappings", mappings())
            .with("links", panel.valueLinks.stream().map(PanelLink::json).toList());
    if (panel.unit == DisplayUnit.SHARE) {
      defaults.with("min", 0).with("max", 1);
    }
    if (panel.thresholds != null) {
      defaults.with("thresholds", panel.thresholds.json());
    }
    DocumentTree custom = panel.kind.customConfig(panel.stacked);
    custom.when(hasThresholdLines(), "thresholdsStyle", tree("mode", "dashed"));
    return defaults.with("custom", custom);
  }

  /** A time series shows thresholds as lines, and its series keep their own colours. */
  private boolean hasThresholdLines() {
    return panel.kind == PanelKind.TIME_SERIES && panel.thresholds != null;
  }

  private String colourMode() {
    return !hasThresholdLines() && (panel.thresholds != null || !panel.valueTexts.isEmpty())
        ? "thresholds"
        : panel.kind == PanelKind.STAT ? "fixed" : "palette-classic";
  }

  private List<DocumentTree> mappings() {
    return panel.valueTexts.isEmpty() ? List.of() : List.of(mapping(panel.valueTexts));
  }

  private static DocumentTree mapping(DocumentTree texts) {
    return tree("type", "value").with("options", texts);
  }

  private List<DocumentTree> transformations() {
    if (panel.kind != PanelKind.TABLE || panel.columns.isEmpty()) {
      return List.of();
    }
    return switch (panel.queries.getFirst().source()) {
      case METRICS -> List.of(transformation("merge", tree()), organized(renamed()));
      case LOGS -> logTransformations();
      case TRACES, ZIPKIN -> List.of();
    };
  }

  /** Turns the labels of log lines into columns and keeps the wanted ones. */
  private List<DocumentTree> logTransformations() {
    return List.of(
        transformation("extractFields", tree("source", "labels").with("replace", false)),
        transformation(
            "filterFieldsByName",
            tree("include", tree("names", List.copyOf(panel.columns.keySet())))),
        organized(panel.columns));
  }

  private Map<String, String> renamed() {
    Map<String, String> names = new LinkedHashMap<>(panel.columns);
    List<PanelQuery> queries = panel.queries;
    for (int i = 0; i < queries.size(); i++) {
      names.put(queries.size() == 1 ? "Value" : "Value #" + refId(i), queries.get(i).legend());
    }
    return names;
  }

  private DocumentTree organized(Map<String, String> names) {
    DocumentTree order = tree();
    names.keySet().forEach(name -> order.with(name, order.size()));
    DocumentTree renames = tree();
    names.forEach(renames::with);
    DocumentTree excluded = tree();
    if (!names.containsKey("Time")) {
      excluded.with("Time", true);
    }
    return transformation(
        "organize",
        tree("excludeByName", excluded).with("indexByName", order).with("renameByName", renames));
  }

  private static DocumentTree transformation(String id, DocumentTree options) {
    return tree("id", id).with("options", options);
  }
}
