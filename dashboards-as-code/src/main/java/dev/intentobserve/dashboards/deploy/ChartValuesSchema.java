package dev.intentobserve.dashboards.deploy;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The JSON schema of the chart's values, derived from the default values: unknown keys are refused,
 * types are those of the defaults, and comments are descriptions.
 */
final class ChartValuesSchema {
  private static final LoadSettings WITH_COMMENTS =
      LoadSettings.builder().setParseComments(true).build();

  /** What a default cannot express, by the end of a path, such as {@code image.tag}. */
  private static final Map<String, DocumentTree> NARROWER =
      DocumentTree.resource(ChartValuesSchema.class, "chart/narrower-types.json");

  private ChartValuesSchema() {}

  /**
   * @param values a file whose first paragraph, up to the first line without a comment, is its
   *     header
   */
  static DocumentTree of(String values) {
    Node root = new Compose(WITH_COMMENTS).composeString(values).orElseThrow();
    return tree("$schema", "http://json-schema.org/draft-07/schema#")
        .with("title", "Values of the chart intent-observe")
        .with("type", "object")
        .with("additionalProperties", false)
        .with(
            "properties",
            properties((MappingNode) root, "").with("global", tree("type", "object")));
  }

  private static DocumentTree properties(MappingNode values, String path) {
    DocumentTree properties = tree();
    for (NodeTuple entry : values.getValue()) {
      String key = ((ScalarNode) entry.getKeyNode()).getValue();
      DocumentTree schema = tree();
      String comment = comment(entry.getKeyNode());
      schema.when(!comment.isEmpty(), "description", comment);
      schema.putAll(schema(entry.getValueNode(), path.isEmpty() ? key : path + "." + key));
      properties.with(key, schema);
    }
    return properties;
  }

  private static String comment(Node key) {
    return key.getBlockComments().stream()
        .map(line -> line.getValue().strip())
        .collect(Collectors.joining(" "));
  }

  private static DocumentTree schema(Node value, String path) {
    for (String end = path; !end.isEmpty(); end = withoutFirst(end)) {
      DocumentTree narrower = NARROWER.get(end);
      if (narrower != null) {
        return narrower;
      }
    }
    return switch (value) {
      case MappingNode map when map.getValue().isEmpty() -> tree("type", "object");
      case MappingNode map ->
          tree("type", "object")
              .with("additionalProperties", false)
              .with("properties", properties(map, path));
      case SequenceNode list -> tree("type", "array").with("items", tree("type", "object"));
      default -> tree("type", scalar(value.getTag()));
    };
  }

  private static String scalar(Tag tag) {
    return tag.equals(Tag.BOOL) ? "boolean" : tag.equals(Tag.INT) ? "integer" : "string";
  }

  private static String withoutFirst(String path) {
    return path.contains(".") ? path.substring(path.indexOf('.') + 1) : "";
  }
}
