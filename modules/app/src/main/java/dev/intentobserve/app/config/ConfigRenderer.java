package dev.intentobserve.app.config;

import dev.intentobserve.model.Redaction;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes the default file, the effective configuration and the table of the documentation. */
public final class ConfigRenderer {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9./][A-Za-z0-9._/-]*");

  private ConfigRenderer() {}

  /** A commented file with all defaults. */
  public static String defaults() {
    StringBuilder out =
        new StringBuilder("# Intent Observe: every key with its default. All are optional.\n");
    out.append("# Each can also be set by environment: http.port is INTENT_OBSERVE_HTTP_PORT.\n");
    Set<String> opened = new LinkedHashSet<>();
    for (ConfigKey key : ConfigKey.ALL) {
      appendDefault(out, opened, key);
    }
    return out.toString();
  }

  /** The effective values, each with its origin; secrets are not shown. */
  public static String effective(ConfigValues values, Iterable<String> names) {
    StringBuilder out = new StringBuilder();
    for (String name : names) {
      values
          .find(name)
          .ifPresent(
              value ->
                  out.append(name)
                      .append(": ")
                      .append(
                          ConfigValues.isSecret(name)
                              ? '"' + Redaction.MARK + '"'
                              : quoted(value.text()))
                      .append("  # ")
                      .append(value.origin())
                      .append('\n'));
    }
    return out.toString();
  }

  /** The table of the documentation. */
  static String reference() {
    StringBuilder out = new StringBuilder("| Key | Environment | Default | Meaning |\n");
    out.append("| --- | --- | --- | --- |\n");
    for (ConfigKey key : ConfigKey.ALL) {
      String fallback = key.fallback() == null ? "" : "`" + key.fallback() + "`";
      out.append(
          String.format(
              "| `%s` | `%s` | %s | %s |\n",
              key.name(),
              key.environmentName(),
              fallback,
              key.help().replace("|", "\\|").replace("<", "&lt;")));
    }
    return out.toString();
  }

  private static void appendDefault(StringBuilder out, Set<String> opened, ConfigKey key) {
    List<String> path = Arrays.asList(key.name().replace("[]", "").split("\\."));
    boolean commented = key.fallback() == null;
    for (int depth = 1; depth < path.size(); depth++) {
      if (opened.add(String.join(".", path.subList(0, depth)))) {
        boolean list = key.name().contains("[]") && depth == path.size() - 1;
        out.append(depth == 1 ? "\n" : "");
        out.append(indent(depth - 1, list)).append(path.get(depth - 1)).append(":\n");
      }
    }
    Function<String, String> indented = text -> indent(path.size() - 1, commented) + text + "\n";
    out.append(path.size() == 1 ? "\n" : "");
    out.append(indent(path.size() - 1, false)).append("# ").append(key.help()).append('\n');
    out.append(indented.apply(listMark(key) + path.getLast() + ": " + written(key)));
  }

  private static String indent(int depth, boolean commented) {
    return "  ".repeat(depth) + (commented ? "# " : "");
  }

  private static String listMark(ConfigKey key) {
    if (!key.name().contains("[]")) {
      return "";
    }
    return key.name().endsWith("[].name") ? "- " : "  ";
  }

  private static String written(ConfigKey key) {
    String value = quoted(key.example());
    return key.name().equals("tail.files") ? "[" + value + "]" : value;
  }

  private static String quoted(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !text.endsWith(":");
    return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
