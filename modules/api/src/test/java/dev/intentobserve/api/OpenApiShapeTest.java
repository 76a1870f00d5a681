package dev.intentobserve.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What generators of clients and validators expect of the document. */
class OpenApiShapeTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private OpenApiDocument document;

  @BeforeEach
  void read() throws Exception {
    document = OpenApiDocument.load();
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
  void everyReference_resolves() {
    everywhere(
        (path, map) -> {
          if (map.get("$ref") instanceof String reference) {
            assertThat(document.at(reference)).as(path).isNotNull();
          }
        });
  }

  @Test
  void everyOperation_hasItsOwnName_answers_andTheParametersOfItsPath() {
    List<Object> names = new ArrayList<>();
    document
        .operations()
        .forEach(
            (name, operation) -> {
              names.add(operation.get("operationId"));
              assertThat(operation.get("responses")).as(name).isNotNull();
              assertThat(document.parameters(operation, "path")).isEqualTo(named(name));
            });
    assertThat(names).doesNotContainNull().doesNotHaveDuplicates();
  }

  private static TreeSet<String> named(String path) {
    TreeSet<String> named = new TreeSet<>();
    for (MatchResult match : PARAMETER.matcher(path).results().toList()) {
      named.add(match.group(1));
    }
    return named;
  }

  private static boolean isArray(Object type) {
    return "array".equals(type)
        || (type instanceof Collection<?> several && several.contains("array"));
  }

  private void everywhere(BiConsumer<String, Map<?, ?>> look) {
    walk("", document.root(), look);
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
