package dev.intentobserve.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What programs that read the document ask of it: generators of clients, and validators. */
class OpenApiShapeTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private Map<?, ?> document;

  @BeforeEach
  void read() throws Exception {
    try (InputStream in = Api.class.getResourceAsStream("/openapi.yaml")) {
      LoadSettings strict = LoadSettings.builder().setAllowDuplicateKeys(false).build();
      document = (Map<?, ?>) new Load(strict).loadFromInputStream(Objects.requireNonNull(in));
    }
  }

  @Test
  void everyArray_saysWhatIsInIt() {
    List<String> without = new ArrayList<>();
    everywhere(
        (path, map) -> {
          if (isArray(map.get("type")) && !map.containsKey("items")) {
            without.add(path);
          }
        });
    assertThat(without).isEmpty();
  }

  @Test
  void everyRequiredProperty_isDescribed() {
    List<String> missing = new ArrayList<>();
    everywhere(
        (path, map) -> {
          if (map.get("required") instanceof Collection<?> required
              && map.get("properties") instanceof Map<?, ?> properties) {
            required.stream()
                .filter(name -> !properties.containsKey(name))
                .forEach(name -> missing.add(path + " " + name));
          }
        });
    assertThat(missing).isEmpty();
  }

  @Test
  void everyReference_leadsToWhatIsThere() {
    everywhere(
        (path, map) -> {
          if (map.get("$ref") instanceof String reference) {
            assertThat(at(reference)).as(path).isNotNull();
          }
        });
  }

  @Test
  void everyOperation_hasItsOwnName_answers_andTheParametersOfItsPath() {
    List<Object> names = new ArrayList<>();
    ((Map<?, ?>) document.get("paths"))
        .forEach(
            (path, methods) ->
                ((Map<?, ?>) methods)
                    .forEach(
                        (method, operation) -> {
                          Map<?, ?> outgoing = (Map<?, ?>) operation;
                          names.add(outgoing.get("operationId"));
                          assertThat(outgoing.get("responses")).as(path + " " + method).isNotNull();
                          assertThat(pathParameters(outgoing)).isEqualTo(named(path.toString()));
                        }));
    assertThat(names).doesNotContainNull().doesNotHaveDuplicates();
  }

  private TreeSet<String> pathParameters(Map<?, ?> operation) {
    TreeSet<String> found = new TreeSet<>();
    if (operation.get("parameters") instanceof List<?> parameters) {
      for (Object parameter : parameters) {
        Map<?, ?> map = (Map<?, ?>) parameter;
        Map<?, ?> meant = map.get("$ref") instanceof String ref ? at(ref) : map;
        if ("path".equals(meant.get("in"))) {
          found.add(String.valueOf(meant.get("name")));
        }
      }
    }
    return found;
  }

  private static TreeSet<String> named(String path) {
    TreeSet<String> named = new TreeSet<>();
    for (MatchResult match : PARAMETER.matcher(path).results().toList()) {
      named.add(match.group(1));
    }
    return named;
  }

  private Map<?, ?> at(String reference) {
    Map<?, ?> place = document;
    for (String step : reference.substring("#/".length()).split("/")) {
      place = (Map<?, ?>) Objects.requireNonNull(place.get(step), reference);
    }
    return place;
  }

  private static boolean isArray(Object type) {
    return "array".equals(type)
        || (type instanceof Collection<?> several && several.contains("array"));
  }

  private void everywhere(BiConsumer<String, Map<?, ?>> look) {
    walk("", document, look);
  }

  private static void walk(String path, Object node, BiConsumer<String, Map<?, ?>> look) {
    Map<Object, Object> below = new HashMap<>();
    if (node instanceof Map<?, ?> map) {
      look.accept(path, map);
      below.putAll(map);
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        below.put(i, list.get(i));
      }
    }
    below.forEach((step, value) -> walk(path + "/" + step, value, look));
  }
}
