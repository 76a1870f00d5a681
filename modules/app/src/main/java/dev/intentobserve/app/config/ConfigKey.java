package dev.intentobserve.app.config;

import dev.intentobserve.model.TsvResource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One configuration key, a line of {@code config-keys.tsv}.
 *
 * @param fallback the default, as a user would write it; null for none
 * @param example the fallback, or a value to show where there is none
 */
record ConfigKey(
    String name, @Nullable String fallback, String example, boolean secret, String help) {
  /** In the order of the documentation. */
  static final List<ConfigKey> ALL =
      TsvResource.read("/dev/intentobserve/app/config/config-keys.tsv", 4).stream()
          .map(ConfigKey::of)
          .toList();

  static final String ENVIRONMENT_PREFIX = "INTENT_OBSERVE_";
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

  private static ConfigKey of(String[] cells) {
    return switch (cells[1]) {
      case "default" -> new ConfigKey(cells[0], cells[2], cells[2], false, cells[3]);
      case "example" -> new ConfigKey(cells[0], null, cells[2], false, cells[3]);
      case "secret" -> new ConfigKey(cells[0], null, cells[2], true, cells[3]);
      default -> throw new IllegalStateException(cells[1] + " is no kind of key");
    };
  }

  /** {@code http.port} is {@code INTENT_OBSERVE_HTTP_PORT}; a list index is a number. */
  String environmentName() {
    return ENVIRONMENT_PREFIX
        + name.replace("[]", ".N").replace('.', '_').toUpperCase(Locale.ROOT).replace("_N_", "_0_");
  }

  /** The full name of the value that {@code variable} sets, or null when it is not this key's. */
  @Nullable String nameIn(String variable) {
    String pattern = Pattern.quote(environmentName()).replace("_0_", "_\\E([0-9]{1,3})\\Q_");
    Matcher matcher = Pattern.compile(pattern).matcher(variable);
    if (!matcher.matches()) {
      return null;
    }
    return matcher.groupCount() == 0 ? name : name.replace("[]", "[" + matcher.group(1) + "]");
  }

  /** A full name without its indexes: {@code auth.keys[3].name} is {@code auth.keys[].name}. */
  static String withoutIndexes(String fullName) {
    return INDEX.matcher(fullName).replaceAll("[]");
  }
}
