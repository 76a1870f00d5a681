package dev.intentobserve.tests.deploy.chart;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads YAML strictly: a key that stands there twice is a mistake. */
final class StrictYaml {
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();
  private static final LoadSettings STRICT =
      LoadSettings.builder().setAllowDuplicateKeys(false).setCodePointLimit(50_000_000).build();

  private StrictYaml() {}

  static JsonObject read(String text) {
    return GSON.toJsonTree(new Load(STRICT).loadFromString(text)).getAsJsonObject();
  }

  /** All documents but empty ones. */
  static List<JsonObject> readAll(String text) {
    List<JsonObject> documents = new ArrayList<>();
    for (Object document : new Load(STRICT).loadAllFromString(text)) {
      JsonElement json = GSON.toJsonTree(document);
      if (!json.isJsonNull()) {
        documents.add(json.getAsJsonObject());
      }
    }
    return documents;
  }

  /** Lays one over another as Helm and the collector do: maps are joined, all else is replaced. */
  static JsonObject merge(JsonObject below, JsonObject above) {
    JsonObject merged = below.deepCopy();
    above
        .entrySet()
        .forEach(
            entry -> {
              JsonElement old = merged.get(entry.getKey());
              boolean both = old != null && old.isJsonObject() && entry.getValue().isJsonObject();
              merged.add(
                  entry.getKey(),
                  both
                      ? merge(old.getAsJsonObject(), entry.getValue().getAsJsonObject())
                      : entry.getValue());
            });
    return merged;
  }
}
