package dev.intentobserve.tests.deploy.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who speaks to whom, read from what everybody is told, and what the network policies say to it.
 */
final class NetworkFlows {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![A-Za-z0-9.-])([a-z][a-z0-9-]*)(?:[.]observe[a-z0-9.]*)?:([0-9]{2,5})(?![0-9])");

  /** One component reaches another's port, as the pod knows it. */
  record Flow(String from, String to, int port) implements Comparable<Flow> {
    @Override
    public int compareTo(Flow other) {
      return toString().compareTo(other.toString());
    }
  }

  private final List<Manifest> manifests;

  NetworkFlows(List<Manifest> manifests) {
    this.manifests = manifests;
  }

  /** From environments, arguments, and the files that are mounted. */
  Set<Flow> needed() {
    Set<Flow> needed = new TreeSet<>();
    for (Manifest workload : manifests) {
      if (workload.runs()) {
        told(workload).forEach(text -> addresses(workload.component(), text, needed));
      }
    }
    needed.add(new Flow("otelcol", "app", 9090));
    return needed;
  }

  private Stream<String> told(Manifest workload) {
    Stream<String> texts =
        workload.containers().stream().flatMap(c -> ManifestReferences.texts(c).stream());
    Stream<String> files =
        Stream.of("volumes[].configMap.name")
            .flatMap(path -> Manifest.find(workload.pod(), path))
            .map(JsonElement::getAsString)
            .flatMap(
                name ->
                    manifests.stream()
                        .filter(m -> m.kind().equals("ConfigMap") && m.name().equals(name)))
            .flatMap(map -> map.texts("data").values().stream());
    return Stream.concat(texts, files);
  }

  private void addresses(String from, String text, Set<Flow> needed) {
    Matcher address = ADDRESS.matcher(text);
    while (address.find()) {
      for (Manifest service : manifests) {
        if (service.kind().equals("Service") && service.name().equals(address.group(1))) {
          String to = service.texts("spec.selector").get("app.kubernetes.io/component");
          needed.add(
              new Flow(from, to, targetPort(service, to, Integer.parseInt(address.group(2)))));
        }
      }
    }
  }

  private int targetPort(Manifest service, String component, int port) {
    String name =
        service
            .all("spec.ports[]")
            .map(JsonElement::getAsJsonObject)
            .filter(p -> p.get("port").getAsInt() == port)
            .map(p -> p.get("targetPort").getAsString())
            .findFirst()
            .orElseThrow(() -> new AssertionError(service + " has no port " + port));
    return pods(component)
        .flatMap(m -> m.containers().stream())
        .flatMap(c -> Manifest.find(c, "ports[]"))
        .map(JsonElement::getAsJsonObject)
        .filter(p -> p.get("name").getAsString().equals(name))
        .map(p -> p.get("containerPort").getAsInt())
        .findFirst()
        .orElseThrow();
  }

  private Stream<Manifest> pods(String component) {
    return manifests.stream().filter(m -> m.runs() && component.equals(m.component()));
  }

  /** Whether both sides' policies let it pass. */
  boolean allowed(Flow flow) {
    Map<String, String> from = labels(flow.from());
    Map<String, String> to = labels(flow.to());
    return allows("egress", "to", from, to, flow.port())
        && allows("ingress", "from", to, from, flow.port());
  }

  Map<String, String> labels(String component) {
    return pods(component).findFirst().map(Manifest::podLabels).orElse(new TreeMap<>());
  }

  private boolean allows(
      String direction, String peer, Map<String, String> own, Map<String, String> other, int port) {
    List<Manifest> policies = policies(own).toList();
    return policies.isEmpty()
        || policies.stream()
            .flatMap(policy -> policy.all("spec." + direction + "[]"))
            .map(JsonElement::getAsJsonObject)
            .filter(rule -> hasPort(rule, port))
            .flatMap(rule -> Manifest.find(rule, peer + "[]"))
            .map(JsonElement::getAsJsonObject)
            .anyMatch(
                p -> !p.has("namespaceSelector") && p.has("podSelector") && selects(p, other));
  }

  Stream<Manifest> policies(Map<String, String> labels) {
    return manifests.stream()
        .filter(m -> m.kind().equals("NetworkPolicy"))
        .filter(m -> ManifestReferences.within(m.texts("spec.podSelector.matchLabels"), labels));
  }

  private static boolean hasPort(JsonObject rule, int port) {
    return Manifest.find(rule, "ports[].port").anyMatch(p -> p.getAsString().equals("" + port));
  }

  private static boolean selects(JsonObject peer, Map<String, String> labels) {
    return ManifestReferences.within(new Manifest(peer).texts("podSelector.matchLabels"), labels);
  }
}
