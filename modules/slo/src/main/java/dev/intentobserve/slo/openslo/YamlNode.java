package dev.intentobserve.slo.openslo;

import java.util.List;
import java.util.Map;

/** A value of a YAML document and its line. Types are not interpreted yet. */
sealed interface YamlNode {
  int line();

  /**
   * A scalar.
   *
   * @param plain without quotes, so it may be a number, a boolean or null
   */
  record Text(String value, boolean plain, int line) implements YamlNode {
    boolean isNull() {
      return plain && (value.isEmpty() || value.equals("~") || value.equals("null"));
    }
  }

  record Sequence(List<YamlNode> items, int line) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Values by key, in the order of the file. */
  record Mapping(Map<String, Field> fields, int line) implements YamlNode {}

  /**
   * A value under a key.
   *
   * @param line of the key
   */
  record Field(int line, YamlNode value) {}
}
