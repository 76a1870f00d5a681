package dev.intentobserve.tests.deploy.chart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether Strimzi's own model takes an object. The model keeps what it does not know aside instead
 * of refusing it; so it is written out again without that, and nothing may have got lost.
 */
final class StrimziSchema {
  private static final Map<String, Class<?>> KNOWN =
      Map.of(
          "Kafka", Kafka.class,
          "KafkaNodePool", KafkaNodePool.class,
          "KafkaTopic", KafkaTopic.class);

  private static final ObjectMapper MAPPER =
      new ObjectMapper().setAnnotationIntrospector(new KnownOnly());

  /** Leaves out what a class keeps aside, and nothing else. */
  private static final class KnownOnly extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasAnyGetter(Annotated annotated) {
      return false;
    }

    @Override
    public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
      return JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS);
    }
  }

  private StrimziSchema() {}

  static boolean knows(Manifest manifest) {
    return manifest.text("apiVersion").equals("kafka.strimzi.io/v1")
        && KNOWN.containsKey(manifest.kind());
  }

  static List<String> complaints(Manifest manifest) {
    List<String> complaints = new ArrayList<>();
    try {
      JsonNode given = MAPPER.readTree(manifest.json().toString());
      Object model = MAPPER.treeToValue(given, KNOWN.get(manifest.kind()));
      compare(manifest.toString(), given, MAPPER.valueToTree(model), complaints);
    } catch (JsonProcessingException e) {
      complaints.add(manifest + ": " + e.getOriginalMessage());
    }
    return complaints;
  }

  private static void compare(String path, JsonNode given, JsonNode kept, List<String> complaints) {
    if (kept.isMissingNode()) {
      complaints.add(path + " is not known");
    } else if (given.isObject()) {
      given
          .properties()
          .forEach(
              e ->
                  compare(
                      path + "." + e.getKey(), e.getValue(), kept.path(e.getKey()), complaints));
    } else if (given.isArray()) {
      for (int i = 0; i < given.size(); i++) {
        compare(path + "[" + i + "]", given.get(i), kept.path(i), complaints);
      }
    } else if (!given.asText().equals(kept.asText())) {
      complaints.add(path + ": " + given + " was read as " + kept);
    }
  }
}
