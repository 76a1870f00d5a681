package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The generated files to push.
 *
 * @param dashboards without the ids and versions that Grafana assigns
 * @param groups of alert rules
 * @param contactPoints one node for each
 * @param policies the tree of notification policies; none or one
 */
record GeneratedResources(
    List<JsonNode> dashboards,
    List<JsonNode> groups,
    List<JsonNode> contactPoints,
    List<JsonNode> policies) {
  static final String DASHBOARDS = "dashboards-as-code/generated/dashboards";
  static final String ALERTING = "dashboards-as-code/generated/alerting/api";

  private static final String CONTACT_POINTS = "contact-points.json";
  private static final String POLICIES = "policies.json";
  private static final int LONGEST_UID = 40;

  GeneratedResources {
    dashboards = List.copyOf(dashboards);
    groups = List.copyOf(groups);
    contactPoints = List.copyOf(contactPoints);
    policies = List.copyOf(policies);
  }

  static GeneratedResources read(Path root) throws IOException, GrafanaException {
    List<JsonNode> dashboards = dashboards(root.resolve(DASHBOARDS));
    List<JsonNode> groups = new ArrayList<>();
    List<JsonNode> points = new ArrayList<>();
    List<JsonNode> policies = new ArrayList<>();
    for (Path file : files(root.resolve(ALERTING))) {
      JsonNode content = json(file);
      switch (String.valueOf(file.getFileName())) {
        case CONTACT_POINTS -> content.forEach(points::add);
        case POLICIES -> policies.add(content);
        default -> groups.add(group(file, content));
      }
    }
    if (dashboards.isEmpty() && groups.isEmpty()) {
      throw GrafanaException.files("nothing is generated below " + root + "; run: make dashboards");
    }
    once("dashboard", "uid", dashboards);
    once("rule group", "title", groups);
    once("rule", "uid", rules(groups));
    return new GeneratedResources(dashboards, groups, points, policies);
  }

  static List<JsonNode> rules(List<JsonNode> groups) {
    List<JsonNode> rules = new ArrayList<>();
    groups.forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  private static List<JsonNode> dashboards(Path folder) throws IOException, GrafanaException {
    List<JsonNode> dashboards = new ArrayList<>();
    for (Path file : files(folder)) {
      JsonNode content = json(file);
      String uid = content.path("uid").asText("");
      if (!(content instanceof ObjectNode dashboard) || uid.isEmpty() || title(content).isEmpty()) {
        throw GrafanaException.files(file + " is not a dashboard with uid and title");
      }
      if (uid.length() > LONGEST_UID) {
        throw GrafanaException.files(
            file + ": its uid has more than " + LONGEST_UID + " characters");
      }
      dashboard.remove(List.of("id", "version"));
      dashboards.add(dashboard);
    }
    return dashboards;
  }

  private static JsonNode group(Path file, JsonNode content) throws GrafanaException {
    if (!content.isObject() || title(content).isEmpty() || content.path("rules").isEmpty()) {
      throw GrafanaException.files(file + " is not a rule group with title and rules");
    }
    return content;
  }

  static String title(JsonNode node) {
    return node.path("title").asText("");
  }

  private static void once(String what, String key, List<JsonNode> nodes) throws GrafanaException {
    Set<String> seen = new HashSet<>();
    for (JsonNode node : nodes) {
      String value = node.path(key).asText("");
      if (value.isEmpty() || !seen.add(value)) {
        throw GrafanaException.files(
            "each " + what + " needs a " + key + " of its own, not \"" + value + "\"");
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static JsonNode json(Path file) throws IOException, GrafanaException {
    try {
      return GrafanaClient.MAPPER.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw GrafanaException.files(file + " is not JSON: " + e.getOriginalMessage());
    }
  }
}
