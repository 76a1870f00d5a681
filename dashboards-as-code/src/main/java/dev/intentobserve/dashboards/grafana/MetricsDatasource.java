package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The data source for alert rules: from the settings, or found in Grafana. */
final class MetricsDatasource {
  static final String PLACEHOLDER = "mimir";

  private static final String CLOUD = "grafanacloud-prom";

  private final GrafanaSettings settings;
  private final GrafanaClient http;

  MetricsDatasource(GrafanaSettings settings, GrafanaClient http) {
    this.settings = settings;
    this.http = http;
  }

  String uid() throws GrafanaException {
    return settings.metrics().isEmpty() ? found() : settings.metrics();
  }

  static void fill(JsonNode node, String uid) {
    if (node instanceof ObjectNode object) {
      fill(object, "datasourceUid", uid);
      if (object.get("datasource") instanceof ObjectNode source) {
        fill(source, "uid", uid);
      }
    }
    node.forEach(child -> fill(child, uid));
  }

  private static void fill(ObjectNode object, String key, String uid) {
    if (PLACEHOLDER.equals(object.path(key).textValue())) {
      object.put(key, uid);
    }
  }

  private String found() throws GrafanaException {
    List<JsonNode> sources = new ArrayList<>();
    for (JsonNode source : http.get("/api/datasources").orThrow()) {
      if ("prometheus".equals(source.path("type").asText())) {
        sources.add(source);
      }
    }
    List<Predicate<JsonNode>> preferences =
        List.of(
            source -> source.path("isDefault").asBoolean(),
            source -> uid(source).equals(CLOUD),
            source -> uid(source).equals(PLACEHOLDER),
            source -> sources.size() == 1);
    for (Predicate<JsonNode> preferred : preferences) {
      for (JsonNode source : sources) {
        if (preferred.test(source)) {
          return uid(source);
        }
      }
    }
    throw GrafanaException.configuration(
        "which data source holds the metrics? Set GRAFANA_METRICS_UID to one of "
            + sources.stream().map(MetricsDatasource::uid).toList());
  }

  private static String uid(JsonNode source) {
    return source.path("uid").asText();
  }
}
