package dev.intentobserve.app.config;

import dev.intentobserve.model.Redaction;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values by full name, still as text. Every name is known. */
public final class ConfigValues {
  /**
   * A value and its origin.
   *
   * @param origin {@code intent-observe.yaml:12}, the name of a variable, or {@code default}
   */
  record Value(String text, String origin) {}

  private final Map<String, Value> values;

  ConfigValues(Map<String, Value> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  Optional<Value> find(String name) {
    return Optional.ofNullable(values.get(name)).or(() -> fallback(name));
  }

  /** Names with a value, set or by default, in the order of the list of keys. */
  public List<String> names() {
    return ConfigKey.ALL.stream()
        .flatMap(key -> key.fallback() == null ? setUnder(key) : Stream.of(key.name()))
        .toList();
  }

  private Stream<String> setUnder(ConfigKey key) {
    return values.keySet().stream().filter(name -> key(name).filter(key::equals).isPresent());
  }

  boolean isSet(String name) {
    return values.containsKey(name);
  }

  /** The value of a key that has a fallback. */
  <T> T get(String name, Function<String, T> parser) {
    Value value = find(name).orElseThrow(() -> new ConfigException(name + " is required."));
    try {
      return parser.apply(value.text());
    } catch (IllegalArgumentException e) {
      throw invalid(name, e.getMessage());
    }
  }

  public String text(String name) {
    return get(name, ConfigValues::notBlank);
  }

  /** The value of a key without a fallback. */
  <T> @Nullable T getOrNull(String name, Function<String, T> parser) {
    return isSet(name) ? get(name, parser) : null;
  }

  @Nullable String textOrNull(String name) {
    return getOrNull(name, ConfigValues::notBlank);
  }

  String textOr(String name, String fallback) {
    return isSet(name) ? text(name) : fallback;
  }

  Duration duration(String name) {
    return get(name, ConfigUnits::duration);
  }

  int count(String name) {
    return get(name, ConfigUnits::count);
  }

  <E extends Enum<E>> E choice(String name, Class<E> choices) {
    return get(name, text -> ConfigUnits.choice(choices, text));
  }

  <E extends Enum<E>> E choiceOr(String name, E fallback) {
    return isSet(name) ? choice(name, fallback.getDeclaringClass()) : fallback;
  }

  /** Which of two keys is set. */
  String oneOf(String name, String other) {
    if (isSet(name) == isSet(other)) {
      throw new ConfigException(name + " or " + other + ": set one of them.");
    }
    return isSet(name) ? name : other;
  }

  /** The texts of a list, in order. */
  List<String> list(String name) {
    return indexes(name).mapToObj(i -> text(name + "[" + i + "]")).toList();
  }

  /** The indexes a list has values under, in order. */
  IntStream indexes(String name) {
    String start = name + "[";
    return values.keySet().stream()
        .filter(key -> key.startsWith(start))
        .mapToInt(
            key -> Integer.parseInt(key, start.length(), key.indexOf(']', start.length()), 10))
        .distinct()
        .sorted();
  }

  /** Names the problem of a value and where it was set, without showing a secret. */
  ConfigException invalid(String name, @Nullable String problem) {
    Value value = find(name).orElse(new Value("", "default"));
    String shown = isSecret(name) ? Redaction.MARK : value.text();
    return new ConfigException(
        name + ": \"" + shown + "\" " + problem + ". Set at " + value.origin() + ".");
  }

  public static boolean isSecret(String name) {
    return key(name).map(ConfigKey::secret).orElse(false);
  }

  static Optional<ConfigKey> key(String fullName) {
    String name = ConfigKey.withoutIndexes(fullName);
    return ConfigKey.ALL.stream()
        .filter(key -> key.name().equals(name) || (key.name() + "[]").equals(name))
        .findFirst();
  }

  private static Optional<Value> fallback(String name) {
    return key(name)
        .flatMap(key -> Optional.ofNullable(key.fallback()))
        .map(text -> new Value(text, "default"));
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("is empty");
    }
    return text.strip();
  }
}
