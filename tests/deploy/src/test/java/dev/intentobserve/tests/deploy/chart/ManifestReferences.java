package dev.intentobserve.tests.deploy.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether what a pod names is there: secrets, ConfigMaps, volumes, ports, files. */
final class ManifestReferences {
  /** Made by the operator of the cluster before the chart is installed; see the document. */
  private static final Set<String> PRECONDITIONS =
      Set.of("my-keys", "my-database", "my-grafana", "my-alertmanager", "observe-database");

  private final List<Manifest> manifests;
  private final List<String> complaints = new ArrayList<>();

  private ManifestReferences(List<Manifest> manifests) {
    this.manifests = manifests;
  }

  static List<String> complaints(List<Manifest> manifests) {
    ManifestReferences references = new ManifestReferences(manifests);
    for (Manifest manifest : manifests) {
      if (manifest.runs()) {
        references.workload(manifest);
      }
    }
    references.complaints.addAll(ManifestTargets.complaints(manifests));
    return references.complaints;
  }

  private void workload(Manifest workload) {
    if (!workload.kind().equals("Pod")) {
      Map<String, String> selector = workload.texts("spec.selector.matchLabels");
      require(workload, within(selector, workload.podLabels()), "selects other pods");
    }
    requireObject(
        workload, "ServiceAccount", workload.pod().get("serviceAccountName").getAsString());
    if (workload.kind().equals("StatefulSet")) {
      requireObject(workload, "Service", workload.text("spec.serviceName"));
    }
    Map<String, Set<String>> filesByVolume = volumes(workload);
    Set<String> mounted = new HashSet<>();
    for (JsonObject container : workload.containers()) {
      container(workload, container, filesByVolume, mounted);
    }
    require(workload, mounted.equals(filesByVolume.keySet()), "has volumes that nobody mounts");
  }

  private void container(
      Manifest workload,
      JsonObject container,
      Map<String, Set<String>> volumes,
      Set<String> mounted) {
    Map<String, Set<String>> filesByPath = new HashMap<>();
    Manifest.find(container, "volumeMounts[]")
        .map(JsonElement::getAsJsonObject)
        .forEach(
            mount -> {
              String volume = mount.get("name").getAsString();
              mounted.add(volume);
              require(workload, volumes.containsKey(volume), "mounts no volume " + volume);
              filesByPath.put(
                  mount.get("mountPath").getAsString(), volumes.getOrDefault(volume, Set.of()));
            });
    texts(container).forEach(text -> file(workload, text, filesByPath));
    Manifest.find(container, "env[].valueFrom.secretKeyRef")
        .map(JsonElement::getAsJsonObject)
        .forEach(
            ref ->
                entry(
                    workload,
                    "Secret",
                    ref.get("name").getAsString(),
                    ref.get("key").getAsString()));
    probes(workload, container);
  }

  private void probes(Manifest workload, JsonObject container) {
    Set<String> ports = new HashSet<>();
    Manifest.find(container, "ports[].name").forEach(name -> ports.add(name.getAsString()));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      for (String kind : List.of("httpGet", "tcpSocket")) {
        Manifest.find(container, probe + "." + kind + ".port")
            .forEach(
                port ->
                    require(workload, ports.contains(port.getAsString()), "has no port " + port));
      }
    }
  }

  /** What a container is told by argument, command and environment. */
  static List<String> texts(JsonObject container) {
    List<String> texts = new ArrayList<>();
    for (String path : List.of("args[]", "command[]", "env[].value")) {
      Manifest.find(container, path).forEach(text -> texts.add(text.getAsString()));
    }
    return texts;
  }

  /** A file below a folder that is mounted from a secret or a ConfigMap must be an entry of it. */
  private void file(Manifest workload, String text, Map<String, Set<String>> filesByPath) {
    String path = text.substring(text.indexOf('=') + 1);
    filesByPath.forEach(
        (folder, files) -> {
          if (!files.isEmpty() && path.startsWith(folder + "/")) {
            String file = path.substring(folder.length() + 1);
            require(workload, files.contains(file) || files.contains("*"), "has no file " + path);
          }
        });
  }

  /** Names of volumes, with the files they bring; none for those that are empty at first. */
  private Map<String, Set<String>> volumes(Manifest workload) {
    Map<String, Set<String>> volumes = new HashMap<>();
    Manifest.find(workload.pod(), "volumes[]")
        .map(JsonElement::getAsJsonObject)
        .forEach(volume -> volumes.put(volume.get("name").getAsString(), files(workload, volume)));
    workload
        .all("spec.volumeClaimTemplates[].metadata.name")
        .forEach(name -> volumes.put(name.getAsString(), Set.of()));
    return volumes;
  }

  private Set<String> files(Manifest workload, JsonObject volume) {
    Set<String> files = new TreeSet<>();
    Manifest.find(volume, "secret.secretName")
        .forEach(name -> files.addAll(entries(workload, "Secret", name.getAsString())));
    for (String path : List.of("configMap", "projected.sources[].configMap")) {
      Manifest.find(volume, path)
          .map(JsonElement::getAsJsonObject)
          .forEach(map -> files.addAll(configMap(workload, map)));
    }
    return files;
  }

  private Set<String> configMap(Manifest workload, JsonObject volume) {
    String name = volume.get("name").getAsString();
    Set<String> entries = entries(workload, "ConfigMap", name);
    Set<String> chosen = new TreeSet<>();
    Manifest.find(volume, "items[]")
        .map(JsonElement::getAsJsonObject)
        .forEach(
            item -> {
              entry(workload, "ConfigMap", name, item.get("key").getAsString());
              chosen.add(item.get("path").getAsString());
            });
    return chosen.isEmpty() ? entries : chosen;
  }

  private void entry(Manifest workload, String kind, String name, String key) {
    Set<String> entries = entries(workload, kind, name);
    require(
        workload,
        entries.contains("*") || entries.contains(key),
        "finds no " + key + " in " + name);
  }

  private Set<String> entries(Manifest workload, String kind, String name) {
    if (PRECONDITIONS.contains(name)) {
      return Set.of("*");
    }
    Set<String> entries = new TreeSet<>();
    for (Manifest manifest : manifests) {
      if (manifest.kind().equals(kind) && manifest.name().equals(name)) {
        entries.addAll(manifest.object("data").keySet());
        entries.addAll(manifest.object("stringData").keySet());
      }
    }
    require(workload, !entries.isEmpty(), "names " + kind + "/" + name + ", which is not there");
    return entries;
  }

  private void requireObject(Manifest from, String kind, String name) {
    boolean there =
        manifests.stream().anyMatch(m -> m.kind().equals(kind) && m.name().equals(name));
    require(from, there, "names " + kind + "/" + name + ", which is not there");
  }

  private void require(Manifest manifest, boolean fine, String complaint) {
    if (!fine) {
      complaints.add(manifest + " " + complaint);
    }
  }

  static boolean within(Map<String, String> selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.entrySet());
  }
}
