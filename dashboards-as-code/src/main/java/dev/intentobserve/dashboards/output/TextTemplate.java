package dev.intentobserve.dashboards.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Text resources with placeholders such as {@code {{tempo.port}}}, and with sections: the lines
 * from {@code {{#name}}} to {@code {{/name}}} stay where the value is {@code true}, those from
 * {@code {{^name}}} where it is not. A line {@code {{! text }}} is for readers of the template.
 */
public final class TextTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([\\w.-]+)}}");
  private static final Pattern BLOCK = Pattern.compile("(?m)^( *)\\{\\{([\\w.-]+)}}\\n");

  private static final Pattern SECTION =
      Pattern.compile("(?ms)^\\{\\{([#^])([\\w.-]+)}}\\n(.*?)^\\{\\{/\\2}}\\n");

  private static final Pattern NOTE = Pattern.compile("(?m)^\\{\\{![^}]*}}\\n");

  private TextTemplate() {}

  /**
   * Reads a resource and fills it.
   *
   * @param path from the owner's package, such as {@code backend/tempo.yaml}
   * @throws IllegalStateException when there is no such resource, or no value for a placeholder
   */
  public static String fill(Class<?> owner, String path, Map<String, String> values) {
    try (InputStream resource = owner.getResourceAsStream(path)) {
      if (resource == null) {
        throw new IllegalStateException("there is no resource " + path);
      }
      return fill(new String(resource.readAllBytes(), UTF_8), values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Replaces every placeholder. On a line of its own its value may have several lines, all of which
   * get the indentation, or be empty, which removes the line.
   */
  static String fill(String text, Map<String, String> values) {
    String blocks =
        BLOCK
            .matcher(NOTE.matcher(sections(text, values)).replaceAll(""))
            .replaceAll(block -> Matcher.quoteReplacement(indented(block, values)));
    return PLACEHOLDER
        .matcher(blocks)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
  }

  private static String sections(String text, Map<String, String> values) {
    return SECTION
        .matcher(text)
        .replaceAll(
            section -> {
              boolean isTrue = value(section.group(2), values).equals("true");
              return isTrue == section.group(1).equals("#")
                  ? Matcher.quoteReplacement(sections(section.group(3), values))
                  : "";
            });
  }

  private static String indented(MatchResult block, Map<String, String> values) {
    return value(block.group(2), values)
        .lines()
        .map(line -> block.group(1) + line + "\n")
        .collect(Collectors.joining());
  }

  private static String value(String name, Map<String, String> values) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value for {{" + name + "}}");
    }
    return value;
  }
}
