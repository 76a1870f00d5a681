package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.text.Suggest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of a document. A missing or invalid value is reported with line and field, and the
 * result is empty; a key without a value counts as missing.
 */
final class YamlSection {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,15}(\\.[0-9]{0,15})?([eE][-+]?[0-9]{1,2})?");

  private final ProblemCollector findings;
  private final String path;
  private final YamlNode.Mapping map;

  YamlSection(ProblemCollector findings, String path, YamlNode.Mapping map) {
    this.findings = findings;
    this.path = path;
    this.map = map;
  }

  int line() {
    return map.line();
  }

  Set<String> keys() {
    return map.fields().keySet();
  }

  /** Reports every key that is not among {@code known}. */
  YamlSection only(String... known) {
    Set<String> allowed = new TreeSet<>(List.of(known));
    for (String key : map.fields().keySet()) {
      if (!allowed.contains(key)) {
        String close = Suggest.hint(key, allowed);
        String choice = "; known here: " + String.join(", ", allowed);
        problem(key, "is not known" + (close.isEmpty() ? choice : close));
      }
    }
    return this;
  }

  boolean has(String key) {
    return value(key) != null;
  }

  boolean isSection(String key) {
    return value(key) instanceof YamlNode.Mapping;
  }

  void problem(String key, String message) {
    YamlNode.Field field = map.fields().get(key);
    findings.add(field == null ? map.line() : field.line(), path(key), message);
  }

  /** About the section as a whole. */
  void problem(String message) {
    findings.add(map.line(), path, message);
  }

  /** A text; may be missing. */
  Optional<String> text(String key) {
    YamlNode value = value(key);
    if (value instanceof YamlNode.Text text) {
      return Optional.of(text.value());
    }
    return value == null ? Optional.empty() : wrong(key, "must be a text");
  }

  /** A required text; {@code advice} describes it. */
  Optional<String> required(String key, String advice) {
    Optional<String> text = text(key).filter(given -> !given.isBlank());
    if (text.isEmpty()
        && !(value(key) instanceof YamlNode.Mapping || value(key) instanceof YamlNode.Sequence)) {
      problem(key, "is missing: " + advice);
    }
    return text;
  }

  Optional<Boolean> flag(String key) {
    YamlNode value = value(key);
    if (value instanceof YamlNode.Text text && text.plain()) {
      if (text.value().equals("true") || text.value().equals("false")) {
        return Optional.of(text.value().equals("true"));
      }
    }
    return value == null ? Optional.empty() : wrong(key, "must be true or false, without quotes");
  }

  Optional<BigDecimal> number(String key) {
    YamlNode value = value(key);
    if (value instanceof YamlNode.Text text
        && text.plain()
        && NUMBER.matcher(text.value()).matches()) {
      return Optional.of(new BigDecimal(text.value()));
    }
    return value == null ? Optional.empty() : wrong(key, "must be a number, without quotes");
  }

  Optional<YamlSection> section(String key) {
    YamlNode value = value(key);
    if (value instanceof YamlNode.Mapping keyed) {
      return Optional.of(new YamlSection(findings, path(key), keyed));
    }
    return value == null ? Optional.empty() : wrong(key, "must be a mapping of keys to values");
  }

  Optional<YamlSection> requiredSection(String key, String advice) {
    if (!has(key)) {
      problem(key, "is missing: " + advice);
    }
    return section(key);
  }

  /** A list of mappings. */
  List<YamlSection> sections(String key) {
    List<YamlSection> sections = new ArrayList<>();
    for (Item item : items(key)) {
      if (item.value() instanceof YamlNode.Mapping keyed) {
        sections.add(new YamlSection(findings, item.path(), keyed));
      } else {
        findings.add(item.value().line(), item.path(), "must be a mapping of keys to values");
      }
    }
    return sections;
  }

  /** A text, or a list of texts. */
  List<String> texts(String key) {
    if (value(key) instanceof YamlNode.Text text) {
      return List.of(text.value());
    }
    List<String> texts = new ArrayList<>();
    for (Item item : items(key)) {
      if (item.value() instanceof YamlNode.Text text && !text.isNull()) {
        texts.add(text.value());
      } else {
        findings.add(item.value().line(), item.path(), "must be a text");
      }
    }
    return texts;
  }

  private record Item(String path, YamlNode value) {}

  private List<Item> items(String key) {
    YamlNode value = value(key);
    if (value instanceof YamlNode.Sequence many) {
      List<Item> items = new ArrayList<>();
      for (YamlNode item : many.items()) {
        items.add(new Item(path(key) + "[" + items.size() + "]", item));
      }
      return items;
    }
    if (value != null) {
      problem(key, "must be a list");
    }
    return List.of();
  }

  private <T> Optional<T> wrong(String key, String message) {
    problem(key, message);
    return Optional.empty();
  }

  private @Nullable YamlNode value(String key) {
    YamlNode.Field field = map.fields().get(key);
    return field == null || (field.value() instanceof YamlNode.Text text && text.isNull())
        ? null
        : field.value();
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
