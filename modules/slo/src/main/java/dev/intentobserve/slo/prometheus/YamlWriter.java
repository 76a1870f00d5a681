package dev.intentobserve.slo.prometheus;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes maps, lists, texts, numbers and truth values as YAML that {@code yamllint --strict} takes:
 * blocks only, quotes where needed, no line longer than 100 characters that has a space to break
 * at. A value that is {@link Commented} gets its note as a comment above it.
 */
public final class YamlWriter {
  private static final int WIDTH = 100;
  private static final int WIDEST = 120;
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_]([A-Za-z0-9_./:-]*[A-Za-z0-9_/])?");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6}(ms|[smhdwy]))+");
  private static final Set<String> NOT_TEXT =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf");

  private final StringBuilder out = new StringBuilder();

  /**
   * A value of a map and why it stands there.
   *
   * @param note words without line breaks; wrapped when written
   */
  public record Commented(Object value, String note) {}

  private YamlWriter() {}

  /** Keys and their values, in this order; without those whose value is empty. */
  static Map<String, Object> fields(Object... keysAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      if (!value.equals("") && !(value instanceof Collection<?> list && list.isEmpty())) {
        fields.put(keysAndValues[i].toString(), value);
      }
    }
    return fields;
  }

  /**
   * A file.
   *
   * @param comment lines at its top; empty for none
   */
  public static String write(String comment, Map<String, ?> root) {
    YamlWriter writer = new YamlWriter();
    comment.lines().forEach(line -> writer.out.append(("# " + line).strip()).append('\n'));
    writer.noteOfFirst(root, 0);
    writer.map(root, 0);
    boolean fits = writer.out.toString().lines().allMatch(line -> line.length() <= WIDEST);
    return (fits ? "" : "# yamllint disable rule:line-length\n") + writer.out;
  }

  /** The first key stands where the writer is; its note, if any, is written already. */
  private void map(Map<?, ?> map, int indent) {
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        note(entry.getValue(), indent);
        indent(indent);
      }
      first = false;
      out.append(scalar(entry.getKey().toString())).append(':');
      value(entry.getValue() instanceof Commented noted ? noted.value() : entry.getValue(), indent);
    }
  }

  private void note(Object value, int indent) {
    if (value instanceof Commented noted) {
      wrapped(noted.note(), "# ", indent);
    }
  }

  private void noteOfFirst(Map<?, ?> map, int indent) {
    map.values().stream().findFirst().ifPresent(value -> note(value, indent));
  }

  /** What stands after a colon, with the end of its line. */
  private void value(Object value, int indent) {
    switch (value) {
      case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
      case Map<?, ?> map -> {
        out.append('\n');
        noteOfFirst(map, indent + 2);
        indent(indent + 2);
        map(map, indent + 2);
      }
      case Collection<?> list when list.isEmpty() -> out.append(" []\n");
      case Collection<?> list -> {
        out.append('\n');
        list(list, indent + 2);
      }
      default -> text(value, indent);
    }
  }

  private void list(Collection<?> list, int indent) {
    for (Object item : list) {
      if (item instanceof Map<?, ?> map) {
        noteOfFirst(map, indent);
      }
      indent(indent);
      out.append('-');
      if (item instanceof Map<?, ?> map && !map.isEmpty()) {
        out.append(' ');
        map(map, indent + 2);
      } else {
        value(item, indent);
      }
    }
  }

  private void text(Object value, int indent) {
    String text = value.toString();
    if (!(value instanceof String) || !fitsBlock(text)) {
      out.append(' ').append(value instanceof String ? scalar(text) : text).append('\n');
    } else if (text.indexOf('\n') >= 0) {
      out.append(" |-\n");
      text.lines().forEach(line -> line(line, indent + 2));
    } else if (indent + text.length() > WIDTH - 20 && text.indexOf(' ') > 0) {
      out.append(" >-\n");
      wrapped(text, "", indent + 2);
    } else {
      out.append(' ').append(scalar(text)).append('\n');
    }
  }

  /** Breaks at single spaces, which reading puts back. */
  private void wrapped(String text, String prefix, int indent) {
    StringBuilder line = new StringBuilder();
    for (Iterator<String> words = Pattern.compile(" ").splitAsStream(text).iterator();
        words.hasNext(); ) {
      String word = words.next();
      if (!line.isEmpty() && indent + line.length() + word.length() >= WIDTH) {
        line(prefix + line, indent);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(prefix + line, indent);
  }

  private void line(String line, int indent) {
    indent(line.isEmpty() ? 0 : indent);
    out.append(line).append('\n');
  }

  private void indent(int spaces) {
    out.append(" ".repeat(spaces));
  }

  /** Whether a block would give the same text back. */
  private static boolean fitsBlock(String text) {
    return !text.isEmpty()
        && text.equals(text.strip())
        && (text.indexOf('\n') >= 0 || !text.contains("  "))
        && text.codePoints().allMatch(c -> c == '\n' || isShown(c));
  }

  private static boolean isShown(int c) {
    return (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029)
        || (c >= 0xe000 && c < 0xfffe && c != 0xfeff)
        || c > 0xffff;
  }

  static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() || DURATION.matcher(text).matches();
    if (plain && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    if (text.indexOf('"') >= 0
        && text.indexOf('\'') < 0
        && text.codePoints().allMatch(YamlWriter::isShown)) {
      return "'" + text + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> escape(quoted, c));
    return quoted.append('"').toString();
  }

  private static void escape(StringBuilder quoted, int c) {
    switch (c) {
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      default -> {
        if (isShown(c)) {
          quoted.appendCodePoint(c);
        } else {
          quoted.append("\\u%04X".formatted(c));
        }
      }
    }
  }
}
