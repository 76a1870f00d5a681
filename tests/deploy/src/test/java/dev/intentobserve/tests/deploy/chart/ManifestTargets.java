package dev.intentobserve.tests.deploy.chart;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what points at pods and services hits one: services, ingresses, scalers, budgets. */
final class ManifestTargets {
  private final List<Manifest> manifests;
  private final List<String> complaints = new ArrayList<>();

  private ManifestTargets(List<Manifest> manifests) {
    this.manifests = manifests;
  }

  static List<String> complaints(List<Manifest> manifests) {
    ManifestTargets targets = new ManifestTargets(manifests);
    manifests.forEach(targets::look);
    return targets.complaints;
  }

  private void look(Manifest manifest) {
    switch (manifest.kind()) {
      case "Service" -> service(manifest);
      case "Ingress" -> {
        JsonObject backend =
            manifest
                .all("spec.rules[].http.paths[].backend.service")
                .findFirst()
                .orElseThrow()
                .getAsJsonObject();
        requireServicePort(
            manifest,
            backend.get("name").getAsString(),
            backend.getAsJsonObject("port").get("number").getAsString());
      }
      case "HorizontalPodAutoscaler" -> {
        Manifest target =
            RenderedChart.one(
                manifests,
                manifest.text("spec.scaleTargetRef.kind"),
                manifest.text("spec.scaleTargetRef.name"));
        require(manifest, !target.object("spec").has("replicas"), "and fixed replicas");
      }
      case "PodDisruptionBudget" -> requirePods(manifest, "spec.selector.matchLabels");
      case "ServiceMonitor" -> monitor(manifest);
      case "KafkaTopic", "KafkaNodePool" -> requireKafka(manifest);
      default -> {}
    }
  }

  private void service(Manifest service) {
    List<Manifest> pods = requirePods(service, "spec.selector");
    Set<String> ports = new HashSet<>();
    for (Manifest pod : pods) {
      pod.containers()
          .forEach(
              c -> Manifest.find(c, "ports[].name").forEach(name -> ports.add(name.getAsString())));
    }
    service
        .all("spec.ports[].targetPort")
        .forEach(
            port -> require(service, ports.contains(port.getAsString()), "reaches no " + port));
  }

  private void monitor(Manifest monitor) {
    Map<String, String> selector = monitor.texts("spec.selector.matchLabels");
    String port = monitor.all("spec.endpoints[].port").findFirst().orElseThrow().getAsString();
    long found =
        manifests.stream()
            .filter(m -> m.kind().equals("Service"))
            .filter(m -> ManifestReferences.within(selector, m.texts("metadata.labels")))
            .filter(
                m -> m.all("spec.ports[].name").anyMatch(name -> name.getAsString().equals(port)))
            .count();
    require(monitor, found == 1, "finds " + found + " services instead of one");
  }

  private List<Manifest> requirePods(Manifest from, String path) {
    Map<String, String> selector = from.texts(path);
    List<Manifest> pods =
        manifests.stream()
            .filter(Manifest::runs)
            .filter(m -> ManifestReferences.within(selector, m.podLabels()))
            .toList();
    require(from, pods.size() == 1 && !selector.isEmpty(), "selects " + pods);
    return pods;
  }

  private void requireServicePort(Manifest from, String name, String port) {
    boolean there =
        manifests.stream()
            .filter(m -> m.kind().equals("Service") && m.name().equals(name))
            .flatMap(m -> m.all("spec.ports[].port"))
            .anyMatch(number -> number.getAsString().equals(port));
    require(from, there, "points to " + name + ":" + port);
  }

  private void requireKafka(Manifest from) {
    String name = from.texts("metadata.labels").get("strimzi.io/cluster");
    boolean there =
        manifests.stream().anyMatch(m -> m.kind().equals("Kafka") && m.name().equals(name));
    require(from, there, "belongs to no Kafka");
  }

  private void require(Manifest manifest, boolean fine, String complaint) {
    if (!fine) {
      complaints.add(manifest + " " + complaint);
    }
  }
}
