package dev.intentobserve.dashboards.deploy;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.GeneratedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is written, read back by somebody else: strictly, and addressed by keys and numbers. */
public final class ParsedFile {
  private final Object root;

  private ParsedFile(Object root) {
    this.root = root;
  }

  public static String text(String path) {
    return DeploymentFiles.all().stream()
        .filter(file -> file.path().equals(path))
        .map(GeneratedFile::content)
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " is not generated"));
  }

  /** One document without a key that stands there twice. */
  public static ParsedFile yaml(String path) {
    LoadSettings strict =
        LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(path).build();
    return new ParsedFile(requireNonNull(new Load(strict).loadFromString(text(path)), path));
  }

  static Map<String, ParsedFile> collectors() {
    Map<String, ParsedFile> all = new TreeMap<>();
    all.put("cloud", yaml(DeploymentFiles.CLOUD + "otelcol.yaml"));
    all.put("compose", yaml(DeploymentFiles.COMPOSE + "otelcol.yaml"));
    for (String name : List.of("edge", "backend", "direct")) {
      all.put(name, yaml(DeploymentFiles.HELM + "otelcol-" + name + ".yaml"));
    }
    return all;
  }

  /** The project's folder, whatever module the tests run in. */
  public static Path project() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(here.resolve("mvnw"))) {
      here = requireNonNull(here.getParent(), "not within the project");
    }
    return here;
  }

  /** A value below; keys and numbers in order. */
  public Object at(Object... steps) {
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

  public ParsedFile under(Object... steps) {
    return new ParsedFile(at(steps));
  }

  public boolean has(String key) {
    return ((Map<?, ?>) root).containsKey(key);
  }

  public List<String> keys(Object... steps) {
    return ((Map<?, ?>) at(steps)).keySet().stream().map(Object::toString).toList();
  }

  public List<String> texts(Object... steps) {
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
