package dev.intentobserve.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The parsed {@code openapi.yaml}. */
record OpenApiDocument(Map<?, ?> root) {
  static OpenApiDocument load() throws IOException {
    try (InputStream in = Api.class.getResourceAsStream("/openapi.yaml")) {
      LoadSettings strict = LoadSettings.builder().setAllowDuplicateKeys(false).build();
      return new OpenApiDocument(
          (Map<?, ?>) new Load(strict).loadFromInputStream(Objects.requireNonNull(in)));
    }
  }

  /** By method and path, such as {@code GET /api/v1/events}. */
  SortedMap<String, Map<?, ?>> operations() {
    SortedMap<String, Map<?, ?>> operations = new TreeMap<>();
    ((Map<?, ?>) root.get("paths"))
        .forEach(
            (path, methods) ->
                ((Map<?, ?>) methods)
                    .forEach(
                        (method, operation) ->
                            operations.put(
                                method.toString().toUpperCase(Locale.ROOT) + " " + path,
                                (Map<?, ?>) operation)));
    return operations;
  }

  /** The names of an operation's parameters that stand in {@code path}, {@code query} or so. */
  SortedSet<String> parameters(Map<?, ?> operation, String in) {
    SortedSet<String> names = new TreeSet<>();
    if (operation.get("parameters") instanceof List<?> parameters) {
      for (Object parameter : parameters) {
        Map<?, ?> map = (Map<?, ?>) parameter;
        Map<?, ?> resolved = map.get("$ref") instanceof String ref ? at(ref) : map;
        if (in.equals(resolved.get("in"))) {
          names.add(String.valueOf(resolved.get("name")));
        }
      }
    }
    return names;
  }

  Map<?, ?> at(String reference) {
    Map<?, ?> place = root;
    for (String step : reference.substring("#/".length()).split("/")) {
      place = (Map<?, ?>) Objects.requireNonNull(place.get(step), reference);
    }
    return place;
  }
}
