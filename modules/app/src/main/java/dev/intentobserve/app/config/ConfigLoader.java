package dev.intentobserve.app.config;

import dev.intentobserve.app.config.ConfigValues.Value;
import dev.intentobserve.model.text.Suggest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads file and environment; the environment wins. Refuses unknown keys. */
public final class ConfigLoader {
  static final String FILE_NAME = "intent-observe.yaml";
  static final String FILE_VARIABLE = ConfigKey.ENVIRONMENT_PREFIX + "CONFIG";

  /** Variables with our prefix that are for the command line or the start script. */
  private static final Set<String> NOT_OURS =
      Set.of(
          FILE_VARIABLE,
          ConfigKey.ENVIRONMENT_PREFIX + "URL",
          ConfigKey.ENVIRONMENT_PREFIX + "KEY",
          ConfigKey.ENVIRONMENT_PREFIX + "TOKEN",
          ConfigKey.ENVIRONMENT_PREFIX + "SPOOL",
          ConfigKey.ENVIRONMENT_PREFIX + "DEBUG",
          ConfigKey.ENVIRONMENT_PREFIX + "FORMAT");

  /** Kubernetes sets these in every pod where a service is named intent-observe. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("INTENT_OBSERVE_(SERVICE_(HOST|PORT).*|PORT|PORT_[0-9]+_(TCP|UDP).*)");

  private ConfigLoader() {}

  /**
   * Reads everything once.
   *
   * @param file named on the command line; null for the one named by the environment, then the one
   *     in the working directory
   */
  public static ConfigValues load(@Nullable Path file, Map<String, String> environment) {
    return merge(fileValues(file, environment), environment);
  }

  /** Values of the environment replace those of the file. */
  public static ConfigValues merge(Map<String, Value> file, Map<String, String> environment) {
    file.forEach(ConfigLoader::requireKnown);
    Map<String, Value> values = new LinkedHashMap<>(file);
    overlay(values, environment);
    return new ConfigValues(values);
  }

  private static Map<String, Value> fileValues(
      @Nullable Path file, Map<String, String> environment) {
    String fromEnvironment = environment.get(FILE_VARIABLE);
    if (file != null) {
      return read(file);
    }
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      return read(Path.of(fromEnvironment));
    }
    Path usual = Path.of(FILE_NAME);
    return Files.exists(usual) ? read(usual) : Map.of();
  }

  private static Map<String, Value> read(Path file) {
    try {
      return YamlFlattener.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(
          "Cannot read the configuration file "
              + file
              + " ("
              + e.getClass().getSimpleName()
              + "). Name an existing file with --config or "
              + FILE_VARIABLE
              + ".");
    }
  }

  private static void overlay(Map<String, Value> values, Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach(
            (variable, text) -> {
              if (isOurs(variable)) {
                put(values, variable, text);
              }
            });
  }

  private static boolean isOurs(String variable) {
    return variable.startsWith(ConfigKey.ENVIRONMENT_PREFIX)
        && !NOT_OURS.contains(variable)
        && !SERVICE_LINK.matcher(variable).matches();
  }

  private static void put(Map<String, Value> values, String variable, String text) {
    String name = nameOf(variable);
    if (!name.equals("tail.files")) {
      values.put(name, new Value(text, variable));
      return;
    }
    values.keySet().removeIf(key -> key.startsWith("tail.files["));
    List<String> files = List.of(text.split(",", -1));
    for (int i = 0; i < files.size(); i++) {
      values.put("tail.files[" + i + "]", new Value(files.get(i).strip(), variable));
    }
  }

  private static String nameOf(String variable) {
    for (ConfigKey key : ConfigKey.ALL) {
      String name = key.nameIn(variable);
      if (name != null) {
        return name;
      }
    }
    List<String> names = ConfigKey.ALL.stream().map(ConfigKey::environmentName).toList();
    throw new ConfigException(
        "Unknown environment variable " + variable + "." + suggestion(variable, names));
  }

  private static void requireKnown(String name, Value value) {
    Optional<ConfigKey> key = ConfigValues.key(name);
    boolean fits = key.isPresent() && hasListWhereListIs(name, key.get());
    if (!fits) {
      List<String> names = ConfigKey.ALL.stream().map(ConfigKey::name).toList();
      throw new ConfigException(
          value.origin()
              + ": unknown key "
              + name
              + "."
              + suggestion(ConfigKey.withoutIndexes(name), names));
    }
  }

  private static boolean hasListWhereListIs(String name, ConfigKey key) {
    boolean isList = key.name().equals("tail.files");
    return ConfigKey.withoutIndexes(name).equals(isList ? key.name() + "[]" : key.name());
  }

  private static String suggestion(String wrong, List<String> names) {
    return Suggest.closest(wrong, names).map(near -> " Did you mean " + near + "?").orElse("")
        + " All keys: --print-default-config.";
  }
}
