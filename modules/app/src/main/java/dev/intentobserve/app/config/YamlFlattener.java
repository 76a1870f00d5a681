package dev.intentobserve.app.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Flattens YAML into dotted names, each with its line. Builds no objects. */
final class YamlFlattener {
  private static final int DEEPEST = 6;

  private final String label;
  private final Map<String, ConfigValues.Value> values = new LinkedHashMap<>();

  private YamlFlattener(String label) {
    this.label = label;
  }

  /**
   * @param label name of the file in messages
   */
  static Map<String, ConfigValues.Value> parse(String label, String text) {
    YamlFlattener file = new YamlFlattener(label);
    LoadSettings settings = LoadSettings.builder().setLabel(label).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      root.ifPresent(node -> file.add("", node, 0));
    } catch (MarkedYamlEngineException e) {
      throw new ConfigException(
          file.at(e.getProblemMark()) + " is not valid YAML: " + e.getProblem() + ".");
    } catch (YamlEngineException e) {
      throw new ConfigException(label + " is not valid YAML: " + e.getMessage());
    }
    return file.values;
  }

  private void add(String name, Node node, int depth) {
    if (depth > DEEPEST) {
      throw new ConfigException(at(node.getStartMark()) + " is nested too deep.");
    }
    switch (node) {
      case MappingNode map -> addFields(name, map, depth);
      case SequenceNode list -> addItems(name, list, depth);
      case ScalarNode scalar -> addScalar(name, scalar);
      default -> throw new ConfigException(at(node.getStartMark()) + " cannot be read.");
    }
  }

  private void addFields(String name, MappingNode map, int depth) {
    for (NodeTuple tuple : map.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new ConfigException(at(tuple.getKeyNode().getStartMark()) + ": a key must be text.");
      }
      add(name.isEmpty() ? key.getValue() : name + "." + key.getValue(), tuple, depth);
    }
  }

  private void add(String name, NodeTuple tuple, int depth) {
    if (values.containsKey(name)) {
      throw new ConfigException(
          at(tuple.getKeyNode().getStartMark()) + ": " + name + " is given twice.");
    }
    add(name, tuple.getValueNode(), depth + 1);
  }

  private void addItems(String name, SequenceNode list, int depth) {
    int index = 0;
    for (Node item : list.getValue()) {
      add(name + "[" + index++ + "]", item, depth + 1);
    }
  }

  /** A key without a value counts as not set: its values may be commented out. */
  private void addScalar(String name, ScalarNode scalar) {
    if (name.isEmpty()) {
      throw new ConfigException(at(scalar.getStartMark()) + ": expected keys, found a value.");
    }
    if (!scalar.getTag().equals(Tag.NULL)) {
      values.put(name, new ConfigValues.Value(scalar.getValue(), at(scalar.getStartMark())));
    }
  }

  private String at(Optional<Mark> mark) {
    return mark.map(found -> label + ":" + (found.getLine() + 1)).orElse(label);
  }
}
