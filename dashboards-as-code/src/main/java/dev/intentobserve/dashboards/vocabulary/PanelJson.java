package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Spells a panel as Grafana does, in its classic schema. */
final class PanelJson {
  private static final Tree COLOURED_TEXT = Tree.tree("type", "color-text");

  private final Panel panel;

  PanelJson(Panel panel) {
    this.panel = panel;
  }

  /** A number that stays when other panels come and go, because links and alerts hold on to it. */
  static int id(String title) {
    CRC32 crc = new CRC32();
    crc.update(title.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return (int) (crc.getValue() % 1_000_000) + 1;
  }

  Tree json(int x, int y) {
    return Tree.tree("id", id(panel.title))
        .with("type", panel.kind.type)
        .with("title", panel.title)
        .with("description", panel.description)
        .with(
            "gridPos",
            Tree.tree("h", panel.height).with("w", panel.width).with("x", x).with("y", y))
        .with("datasource", panel.queries.getFirst().source().datasource())
        .with("targets", targets())
        .with("transformations", transformations())
        .with("fieldConfig", Tree.tree("defaults", defaults()).with("overrides", overrides()))
        .with("options", panel.kind.options())
        .with("links", panel.links.stream().map(Link::json).toList());
  }

  private List<Tree> targets() {
    List<Tree> targets = new ArrayList<>();
    for (Query query : panel.queries) {
      targets.add(query.json(refId(targets.size()), panel.kind.shape));
    }
    return targets;
  }

  private static String refId(int index) {
    return String.valueOf((char) ('A' + index));
  }

  private Tree defaults() {
    Tree defaults =
        Tree.tree("unit", requireNonNull(panel.unit).code())
            .with("noValue", panel.whenEmpty)
            .with("color", Tree.tree("mode", colourMode()))
            .with("mappings", mappings())
            .with("links", panel.valueLinks.stream().map(Link::json).toList());
    if (panel.unit == Unit.SHARE) {
      defaults.with("min", 0).with("max", 1);
    }
    if (panel.thresholds != null) {
      defaults.with("thresholds", panel.thresholds.json());
    }
    Tree drawing = panel.kind.drawing(panel.stacked);
    drawing.when(lined(), "thresholdsStyle", Tree.tree("mode", "dashed"));
    return defaults.with("custom", drawing);
  }

  /** Over time thresholds are lines, and series keep colours of their own. */
  private boolean lined() {
    return panel.kind == Kind.TIME_SERIES && panel.thresholds != null;
  }

  private String colourMode() {
    return !lined() && (panel.thresholds != null || !panel.meanings.isEmpty())
        ? "thresholds"
        : panel.kind == Kind.STAT ? "fixed" : "palette-classic";
  }

  private List<Tree> mappings() {
    return panel.meanings.isEmpty() ? List.of() : List.of(mapping(panel.meanings));
  }

  private static Tree mapping(Tree meanings) {
    return Tree.tree("type", "value").with("options", meanings);
  }

  private List<Tree> overrides() {
    List<Tree> overrides = new ArrayList<>();
    panel.units.forEach((column, unit) -> overrides.add(override(column, "unit", unit.code())));
    panel.colours.forEach(
        (series, colour) ->
            overrides.add(
                override(
                    series,
                    "color",
                    Tree.tree("mode", "fixed").with("fixedColor", colour.code()))));
    panel.columnLinks.forEach(
        (column, link) -> overrides.add(override(column, "links", List.of(link.json()))));
    panel.columnMeanings.forEach(
        (column, meanings) -> {
          overrides.add(override(column, "mappings", List.of(mapping(meanings))));
          overrides.add(override(column, "custom.cellOptions", COLOURED_TEXT));
        });
    panel.columnThresholds.forEach(
        (column, thresholds) -> {
          overrides.add(override(column, "thresholds", thresholds.json()));
          overrides.add(override(column, "color", Tree.tree("mode", "thresholds")));
          overrides.add(override(column, "custom.cellOptions", COLOURED_TEXT));
        });
    return overrides;
  }

  private static Tree override(String name, String property, Object value) {
    return Tree.tree("matcher", Tree.tree("id", "byName").with("options", name))
        .with("properties", List.of(Tree.tree("id", property).with("value", value)));
  }

  private List<Tree> transformations() {
    if (panel.kind != Kind.TABLE || panel.columns.isEmpty()) {
      return List.of();
    }
    return switch (panel.queries.getFirst()) {
      case Query.Prom prom -> List.of(transformation("merge", Tree.tree()), organized(renamed()));
      case Query.Logs logs -> ofLines();
      case Query.Traces traces -> List.of();
      case Query.Recorded recorded -> List.of();
    };
  }

  /** Labels of lines become columns, of which those that were asked for are kept. */
  private List<Tree> ofLines() {
    return List.of(
        transformation("extractFields", Tree.tree("source", "labels").with("replace", false)),
        transformation(
            "filterFieldsByName",
            Tree.tree("include", Tree.tree("names", List.copyOf(panel.columns.keySet())))),
        organized(panel.columns));
  }

  private Map<String, String> renamed() {
    Map<String, String> names = new java.util.LinkedHashMap<>(panel.columns);
    List<Query> queries = panel.queries;
    for (int i = 0; i < queries.size(); i++) {
      if (queries.get(i) instanceof Query.Prom prom) {
        names.put(queries.size() == 1 ? "Value" : "Value #" + refId(i), prom.legend());
      }
    }
    return names;
  }

  private Tree organized(Map<String, String> names) {
    Tree order = Tree.tree();
    names.keySet().forEach(name -> order.with(name, order.size()));
    Tree renames = Tree.tree();
    names.forEach(renames::with);
    Tree excluded = Tree.tree();
    if (!names.containsKey("Time")) {
      excluded.with("Time", true);
    }
    return transformation(
        "organize",
        Tree.tree("excludeByName", excluded)
            .with("indexByName", order)
            .with("renameByName", renames));
  }

  private static Tree transformation(String id, Tree options) {
    return Tree.tree("id", id).with("options", options);
  }
}
