package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.output.UnifiedDiff;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** JSON in a canonical form for comparison: keys sorted, numbers without trailing zeros. */
final class CanonicalJson {
  // What Grafana shows instead of a secret.
  private static final String SECRET = "[REDACTED]";

  private CanonicalJson() {}

  /**
   * The difference from the current to the generated resource, in the unified format. For a new
   * resource only its size: the content is in the generated file.
   */
  static List<String> difference(String name, JsonNode current, JsonNode generated) {
    String to = text(generated);
    if (current.isMissingNode()) {
      return List.of("+++ generated/" + name + "  new, " + to.lines().count() + " lines");
    }
    return UnifiedDiff.difference("grafana/" + name, text(current), "generated/" + name, to);
  }

  /** One value a line. */
  private static String text(JsonNode node) {
    try {
      return GrafanaClient.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(sorted(node))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always writable", e);
    }
  }

  static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (String key : keys(node)) {
        object.set(key, sorted(node.path(key)));
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> array.add(sorted(item)));
      return array;
    }
    return node.isNumber() ? number(node.decimalValue()) : node;
  }

  /**
   * The current resource, restricted to what we generate: keys that we do not set (ids, dates,
   * defaults) are left out, empty values that Grafana omits count as equal, and so do hidden
   * secrets and durations in other units.
   */
  static JsonNode restrictedTo(JsonNode generated, JsonNode current) {
    if (current.isMissingNode() || current.isNull()) {
      return empty(generated) ? generated : current;
    }
    if (SECRET.equals(current.textValue()) || PrometheusDurations.same(generated, current)) {
      return generated;
    }
    if (generated.isObject() && current.isObject()) {
      return object(generated, current);
    }
    return generated.isArray() && current.isArray() ? array(generated, current) : current;
  }

  private static JsonNode object(JsonNode generated, JsonNode current) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String key : keys(generated)) {
      JsonNode seen = restrictedTo(generated.path(key), current.path(key));
      if (!seen.isMissingNode()) {
        object.set(key, seen);
      }
    }
    return object;
  }

  private static JsonNode array(JsonNode generated, JsonNode current) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < current.size(); i++) {
      array.add(
          i < generated.size() ? restrictedTo(generated.get(i), current.get(i)) : current.get(i));
    }
    return array;
  }

  private static boolean empty(JsonNode node) {
    return node.isNull()
        || (node.isContainerNode() && node.isEmpty())
        || (node.isTextual() && node.textValue().isEmpty())
        || (node.isBoolean() && !node.booleanValue());
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    Collections.sort(keys);
    return keys;
  }

  private static JsonNode number(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return DecimalNode.valueOf(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
  }
}
