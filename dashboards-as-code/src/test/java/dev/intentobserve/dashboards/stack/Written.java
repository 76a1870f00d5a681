package dev.intentobserve.dashboards.stack;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.GeneratedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is written, read back by somebody else: strictly, and addressed by keys and numbers. */
final class Written {
  private final Object root;

  private Written(Object root) {
    this.root = root;
  }

  static String text(String path) {
    return StackFiles.all().stream()
        .filter(file -> file.path().equals(path))
        .map(GeneratedFile::content)
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is not generated"));
  }

  /** One document without a key that stands there twice. */
  static Written yaml(String path) {
    LoadSettings strict =
        LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(path).build();
    return new Written(requireNonNull(new Load(strict).loadFromString(text(path)), path));
  }

  static Map<String, Written> collectors() {
    Map<String, Written> all = new TreeMap<>();
    all.put("cloud", yaml(StackFiles.CLOUD + "otelcol.yaml"));
    all.put("compose", yaml(StackFiles.COMPOSE + "otelcol.yaml"));
    for (String name : List.of("edge", "backend", "direct")) {
      all.put(name, yaml(StackFiles.HELM + "otelcol-" + name + ".yaml"));
    }
    return all;
  }

  /** The project's folder, whatever module the tests run in. */
  static Path project() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(here.resolve("mvnw"))) {
      here = requireNonNull(here.getParent(), "not within the project");
    }
    return here;
  }

  /** A value below; keys and numbers in order. */
  Object at(Object... steps) {
    Object value = root;
    for (Object step : steps) {
      Object next =
          step instanceof Integer index
              ? ((List<?>) value).get(index)
              : ((Map<?, ?>) value).get(step);
      if (next == null) {
        throw new AssertionError("nothing at " + step + " of " + List.of(steps));
      }
      value = next;
    }
    return value;
  }

  Written under(Object... steps) {
    return new Written(at(steps));
  }

  boolean has(String key) {
    return ((Map<?, ?>) root).containsKey(key);
  }

  List<String> keys(Object... steps) {
    return ((Map<?, ?>) at(steps)).keySet().stream().map(Object::toString).toList();
  }

  List<String> texts(Object... steps) {
    return ((List<?>) at(steps)).stream().map(Object::toString).toList();
  }

  /** The paths of all keys: list items are called as their list. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", root, paths);
    return paths.stream().distinct().sorted().toList();
  }

  private static void collect(String path, Object value, List<String> paths) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, below) -> collect(path + "/" + key, below, paths));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      list.forEach(item -> collect(path, item, paths));
    } else {
      paths.add(path);
    }
  }
}
