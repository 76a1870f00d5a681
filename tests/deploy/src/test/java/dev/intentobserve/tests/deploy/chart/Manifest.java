package dev.intentobserve.tests.deploy.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** One rendered object. */
record Manifest(JsonObject json) {
  String kind() {
    return json.get("kind").getAsString();
  }

  String name() {
    return text("metadata.name");
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }

  String text(String path) {
    return find(json, path).map(JsonElement::getAsString).findFirst().orElse("");
  }

  JsonObject object(String path) {
    return find(json, path).findFirst().map(JsonElement::getAsJsonObject).orElse(new JsonObject());
  }

  Stream<JsonElement> all(String path) {
    return find(json, path);
  }

  Map<String, String> texts(String path) {
    Map<String, String> texts = new TreeMap<>();
    object(path).entrySet().forEach(e -> texts.put(e.getKey(), e.getValue().getAsString()));
    return texts;
  }

  /** Whatever runs: what a Deployment, a StatefulSet or a bare Pod makes. */
  boolean runs() {
    return List.of("Deployment", "StatefulSet", "Pod").contains(kind());
  }

  String podPath() {
    return kind().equals("Pod") ? "" : "spec.template.";
  }

  JsonObject pod() {
    return object(podPath() + "spec");
  }

  Map<String, String> podLabels() {
    return texts(podPath() + "metadata.labels");
  }

  String component() {
    return podLabels().get("app.kubernetes.io/component");
  }

  List<JsonObject> containers() {
    List<JsonObject> containers = new ArrayList<>();
    for (String list : List.of("initContainers", "containers")) {
      find(pod(), list + "[]").map(JsonElement::getAsJsonObject).forEach(containers::add);
    }
    return containers;
  }

  /** Follows a path; {@code []} steps into every item of a list. */
  static Stream<JsonElement> find(JsonElement from, String path) {
    Stream<JsonElement> found = Stream.of(from);
    for (String step : path.split("\\.")) {
      boolean items = step.endsWith("[]");
      String key = items ? step.substring(0, step.length() - 2) : step;
      found =
          found
              .filter(JsonElement::isJsonObject)
              .map(element -> element.getAsJsonObject().get(key))
              .filter(element -> element != null && !element.isJsonNull());
      if (items) {
        found = found.flatMap(element -> element.getAsJsonArray().asList().stream());
      }
    }
    return found;
  }

  /** Every value with its path. */
  static void walk(String path, JsonElement element, BiConsumer<String, JsonElement> visitor) {
    visitor.accept(path, element);
    if (element.isJsonObject()) {
      element
          .getAsJsonObject()
          .entrySet()
          .forEach(entry -> walk(path + "." + entry.getKey(), entry.getValue(), visitor));
    } else if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(item -> walk(path + "[]", item, visitor));
    }
  }
}
