package dev.intentobserve.tests.deploy.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a collector ends up with once all its files are laid over each other. */
final class CollectorConfigs {
  private CollectorConfigs() {}

  static JsonObject edge(List<Manifest> manifests) {
    return of(manifests, "otelcol");
  }

  static JsonObject of(List<Manifest> manifests, String component) {
    Manifest workload =
        manifests.stream()
            .filter(m -> m.runs() && component.equals(m.component()))
            .findFirst()
            .orElseThrow();
    String map =
        Manifest.find(workload.pod(), "volumes[].configMap.name")
            .findFirst()
            .orElseThrow()
            .getAsString();
    Map<String, String> files = RenderedChart.one(manifests, "ConfigMap", map).texts("data");
    JsonObject merged = new JsonObject();
    for (String argument : ManifestReferences.texts(workload.containers().getFirst())) {
      if (argument.startsWith("--config=")) {
        String file = argument.substring(argument.lastIndexOf('/') + 1);
        merged = StrictYaml.merge(merged, StrictYaml.read(files.get(file)));
      }
    }
    return merged;
  }

  /** What pipelines and extensions name, and nobody defines; connectors that have one end only. */
  static List<String> complaints(JsonObject config) {
    List<String> complaints = new ArrayList<>();
    Set<String> connectors = keys(config, "connectors");
    Set<String> into = new HashSet<>();
    Set<String> from = new HashSet<>();
    Manifest.find(config, "service.extensions[]")
        .forEach(e -> require(config, "extensions", e, complaints));
    Manifest.find(config, "service.pipelines")
        .flatMap(pipelines -> pipelines.getAsJsonObject().asMap().values().stream())
        .forEach(
            pipeline -> {
              Manifest.find(pipeline, "processors[]")
                  .forEach(p -> require(config, "processors", p, complaints));
              ends(config, pipeline, "receivers", connectors, from, complaints);
              ends(config, pipeline, "exporters", connectors, into, complaints);
            });
    if (!into.equals(connectors) || !from.equals(connectors)) {
      complaints.add(
          "connectors " + connectors + " are filled by " + into + " and emptied by " + from);
    }
    return complaints;
  }

  private static void ends(
      JsonObject config,
      JsonElement pipeline,
      String kind,
      Set<String> connectors,
      Set<String> seen,
      List<String> complaints) {
    Manifest.find(pipeline, kind + "[]")
        .forEach(
            end -> {
              if (connectors.contains(end.getAsString())) {
                seen.add(end.getAsString());
              } else {
                require(config, kind, end, complaints);
              }
            });
  }

  private static void require(
      JsonObject config, String kind, JsonElement name, List<String> complaints) {
    if (!keys(config, kind).contains(name.getAsString())) {
      complaints.add(kind + " has no " + name.getAsString());
    }
  }

  private static Set<String> keys(JsonObject config, String kind) {
    return config.has(kind) ? config.getAsJsonObject(kind).keySet() : Set.of();
  }
}
