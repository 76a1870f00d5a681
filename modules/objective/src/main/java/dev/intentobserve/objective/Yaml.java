package dev.intentobserve.objective;

import java.util.List;
import java.util.Map;

/** A value of a YAML document and the line it stands on. Nothing is interpreted yet. */
sealed interface Yaml {
  int line();

  /**
   * One word or text.
   *
   * @param plain without quotes: could be meant as a number, a truth value or nothing
   */
  record Text(String value, boolean plain, int line) implements Yaml {
    boolean isNull() {
      return plain && (value.isEmpty() || value.equals("~") || value.equals("null"));
    }
  }

  record Many(List<Yaml> items, int line) implements Yaml {
    public Many {
      items = List.copyOf(items);
    }
  }

  /** Values by key, in the order of the file. */
  record Keyed(Map<String, Field> fields, int line) implements Yaml {}

  /**
   * A value under a key.
   *
   * @param line of the key
   */
  record Field(int line, Yaml value) {}
}
