package dev.intentobserve.dashboards.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.model.YamlWriter;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values in the order they are written, as JSON or YAML. Values are trees, lists, texts,
 * numbers and truth values.
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

  /** Adds a key; a key that is there already is a mistake. */
  public DocumentTree with(String key, Object value) {
    if (put(key, value) != null) {
      throw new IllegalArgumentException(key + " stands there twice");
    }
    return this;
  }

  /** Adds a key with the reason for it, which YAML shows as a comment above. Not for JSON. */
  public DocumentTree with(String key, Object value, String why) {
    return with(key, new YamlWriter.Commented(value, why));
  }

  /** Adds a key without a value, where its absence would mean something else. */
  public DocumentTree withNull(String key) {
    put(key, null);
    return this;
  }

  public DocumentTree when(boolean wanted, String key, Object value) {
    return wanted ? with(key, value) : this;
  }

  /** As JSON, two spaces a level and one value a line, ending with a line break. */
  public String json() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                com.fasterxml.jackson.core.util.Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(
                        com.fasterxml.jackson.core.util.Separators.Spacing.AFTER))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  /**
   * As YAML.
   *
   * @param comment lines at the top of the file; empty for none
   */
  public String yaml(String comment) {
    return YamlWriter.write(comment, this);
  }
}
