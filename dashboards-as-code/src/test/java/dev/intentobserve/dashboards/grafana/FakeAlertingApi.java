package dev.intentobserve.dashboards.grafana;

import static dev.intentobserve.dashboards.grafana.FakeGrafana.said;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** The provisioning API of the fake: rules, contact points and policies, with their provenance. */
final class FakeAlertingApi {
  private static final String API = " /api/v1/provisioning/";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, ObjectNode> rules = new LinkedHashMap<>();
  private final Map<String, ObjectNode> points = new LinkedHashMap<>();
  private ObjectNode policies = untouched();

  /** As a rule looks after somebody took the lock off it. */
  void unlock(String rule) {
    rules.get(rule).remove("provenance");
  }

  void policiesByHand() {
    policies.putArray("routes").addObject().put("receiver", "somebody");
  }

  JsonNode rule(String uid) {
    return rules.containsKey(uid) ? rules.get(uid) : MissingNode.getInstance();
  }

  JsonNode policies() {
    return policies;
  }

  boolean empty() {
    return rules.isEmpty() && points.isEmpty();
  }

  /** Null when it is not there. */
  JsonNode answer(String request, JsonNode body) {
    String last = request.substring(request.lastIndexOf('/') + 1);
    if (request.contains("/rule-groups/")) {
      String group = URLDecoder.decode(last, UTF_8);
      return request.startsWith("PUT") ? put(group, body) : group(group);
    } else if (request.equals("GET" + API + "alert-rules")) {
      return MAPPER.createArrayNode().addAll(rules.values());
    } else if (request.startsWith("DELETE" + API + "alert-rules/")) {
      return rules.remove(last);
    } else if (request.equals("GET" + API + "contact-points")) {
      return MAPPER.createArrayNode().addAll(points.values());
    } else if (request.startsWith("DELETE" + API + "contact-points/")) {
      return points.remove(last);
    } else if (request.contains("/contact-points")) {
      ObjectNode point = body.deepCopy();
      points.put(body.path("uid").asText(), point.put("provenance", "api"));
      return point;
    }
    return request.endsWith(API + "policies") ? policies(request, body) : null;
  }

  private JsonNode policies(String request, JsonNode body) {
    if (request.startsWith("PUT")) {
      policies = body.deepCopy();
      policies.put("provenance", "api");
      return said("policies updated");
    }
    if (request.startsWith("DELETE")) {
      policies = untouched();
    }
    return policies;
  }

  private JsonNode put(String group, JsonNode body) {
    rules.values().removeIf(rule -> rule.path("ruleGroup").asText().equals(group));
    for (JsonNode rule : body.path("rules")) {
      ObjectNode stored = rule.deepCopy();
      stored.put("id", 3).put("orgID", 5).put("provenance", "api").put("isPaused", false);
      stored.put("for", rule.path("for").asText().replace("60s", "1m").replace("24h", "1d"));
      stored.put("interval", body.path("interval").asInt());
      rules.put(rule.path("uid").asText(), stored);
    }
    return body;
  }

  private JsonNode group(String group) {
    ObjectNode found = MAPPER.createObjectNode().put("title", group);
    ArrayNode list = found.putArray("rules");
    for (ObjectNode rule : rules.values()) {
      if (rule.path("ruleGroup").asText().equals(group)) {
        found.put("folderUid", rule.path("folderUID").asText());
        found.set("interval", rule.path("interval"));
        list.add(rule);
      }
    }
    return list.isEmpty() ? null : found;
  }

  private static ObjectNode untouched() {
    return MAPPER.createObjectNode().put("receiver", "grafana-default-email");
  }
}
