package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * JSON in one way of writing, so that two of a kind can be compared line by line: keys in order,
 * numbers without needless zeros.
 */
final class CanonicalJson {
  // How Grafana answers what it keeps secret.
  private static final String SECRET = "[REDACTED]";

  private CanonicalJson() {}

  /** One value a line. */
  static String text(JsonNode node) {
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
   * What stands in Grafana, seen through what we say: keys that we do not mention are Grafana's own
   * (ids, dates, defaults) and left out, what Grafana leaves out because it is empty stays, and a
   * secret that it does not show counts as the same, as does a duration in other units.
   */
  static JsonNode restrictedTo(JsonNode ours, JsonNode theirs) {
    if (theirs.isMissingNode() || theirs.isNull()) {
      return empty(ours) ? ours : theirs;
    }
    if (SECRET.equals(theirs.textValue()) || PrometheusDurations.same(ours, theirs)) {
      return ours;
    }
    if (ours.isObject() && theirs.isObject()) {
      return object(ours, theirs);
    }
    return ours.isArray() && theirs.isArray() ? array(ours, theirs) : theirs;
  }

  private static JsonNode object(JsonNode ours, JsonNode theirs) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String key : keys(ours)) {
      JsonNode seen = restrictedTo(ours.path(key), theirs.path(key));
      if (!seen.isMissingNode()) {
        object.set(key, seen);
      }
    }
    return object;
  }

  private static JsonNode array(JsonNode ours, JsonNode theirs) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < theirs.size(); i++) {
      array.add(i < ours.size() ? restrictedTo(ours.get(i), theirs.get(i)) : theirs.get(i));
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
