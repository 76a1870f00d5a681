package dev.intentobserve.app.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One configuration key.
 *
 * @param name dotted, as in the file; {@code []} marks the place of a list index
 * @param fallback the default, as a user would write it; null for none
 * @param example a value to show where there is no fallback
 * @param secret whether the value is never printed
 */
record ConfigKey(
    String name, @Nullable String fallback, String example, boolean secret, String help) {
  static final String ENVIRONMENT_PREFIX = "INTENT_OBSERVE_";
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");

  ConfigKey {
    requireNonNull(name, "name");
    requireNonNull(example, "example");
    requireNonNull(help, "help");
  }

  static ConfigKey of(String name, String fallback, String help) {
    return new ConfigKey(name, fallback, fallback, false, help);
  }

  static ConfigKey unset(String name, String example, String help) {
    return new ConfigKey(name, null, example, false, help);
  }

  static ConfigKey secret(String name, String example, String help) {
    return new ConfigKey(name, null, example, true, help);
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
