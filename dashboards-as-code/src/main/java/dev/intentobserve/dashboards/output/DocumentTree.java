package dev.intentobserve.dashboards.output;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.slo.prometheus.YamlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as nested keys and values, in the order in which they are added; written as JSON or
 * YAML. Values are trees, lists, strings, numbers and booleans.
 */
public final class DocumentTree extends LinkedHashMap<String, @Nullable Object> {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DocumentTree() {}

  public static DocumentTree tree() {
    return new DocumentTree();
  }

  public static DocumentTree tree(String key, Object value) {
    return new DocumentTree().with(key, value);
  }

  /**
   * Reads trees by name from a JSON object among the resources.
   *
   * @param file in the owner's package
   */
  public static Map<String, DocumentTree> resource(Class<?> owner, String file) {
    try {
      return MAPPER.readValue(
          requireNonNull(owner.getResourceAsStream(file), file),
          new TypeReference<Map<String, DocumentTree>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds a key.
   *
   * @throws IllegalArgumentException when the key exists already
   */
  public DocumentTree with(String key, Object value) {
    if (put(key, value) != null) {
      throw new IllegalArgumentException("duplicate key " + key);
    }
    return this;
  }

  /** Adds a key with the reason for its value, a comment above it in YAML. Not for JSON. */
  public DocumentTree with(String key, Object value, String why) {
    return with(key, new YamlWriter.Commented(value, why));
  }

  /** Adds a key with the value null, where leaving the key out would mean something else. */
  public DocumentTree withNull(String key) {
    put(key, null);
    return this;
  }

  public DocumentTree when(boolean wanted, String key, Object value) {
    return wanted ? with(key, value) : this;
  }

  /** As JSON with one value on each line, two spaces of indentation and a final line break. */
  public String json() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  /** A number without needless decimals: 2 instead of 2.0. */
  public static Number number(double value) {
    return value == Math.rint(value) ? (Number) (long) value : (Number) value;
  }

  /**
   * As YAML.
   *
   * @param comment lines at the top of the file; may be empty
   */
  public String yaml(String comment) {
    return YamlWriter.write(comment, this);
  }
}
