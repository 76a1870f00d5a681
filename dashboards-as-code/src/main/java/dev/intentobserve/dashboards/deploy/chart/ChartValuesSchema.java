package dev.intentobserve.dashboards.deploy.chart;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.slo.prometheus.YamlWriter.Commented;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JSON schema of the chart's values, derived from the default values: unknown keys are refused,
 * and types are those of the defaults. {@link #NARROWER} has what a default cannot express.
 */
final class ChartValuesSchema {
  private static final DocumentTree COUNT = atLeast(1);
  private static final DocumentTree SIZE = matching("^[0-9]+([.][0-9]+)?(Mi|Gi|Ti)$");

  /** Short enough for the uid of a data source, and both a label and an X-Scope-OrgID. */
  private static final DocumentTree TENANT = matching("^[a-z0-9]([a-z0-9-]{0,24}[a-z0-9])?$");

  /** By the end of a path. */
  private static final Map<String, DocumentTree> NARROWER =
      Map.ofEntries(
          Map.entry("replicas", COUNT),
          Map.entry("minReplicas", COUNT),
          Map.entry("maxReplicas", COUNT),
          Map.entry("targetCPUUtilizationPercentage", atLeast(1).with("maximum", 100)),
          Map.entry("partitions.count", COUNT),
          Map.entry("kafka.partitions", COUNT),
          Map.entry("retentionHours", COUNT),
          Map.entry("maxMessageBytes", atLeast(65536)),
          Map.entry("terminationGracePeriodSeconds", atLeast(20)),
          Map.entry("externalDatabase.port", atLeast(1).with("maximum", 65535)),
          Map.entry("persistence.size", SIZE),
          Map.entry("queue.size", SIZE),
          Map.entry("namePrefix", matching("^([a-z][a-z0-9-]*-)?$")),
          Map.entry("clusterName", matching("^[a-z]([a-z0-9-]{0,40}[a-z0-9])?$")),
          Map.entry("image.tag", notLatest()),
          Map.entry("image.digest", matching("^(sha256:[0-9a-f]{64})?$")),
          Map.entry("pullPolicy", oneOf("Always", "IfNotPresent", "Never")),
          Map.entry("logLevel", oneOf("error", "warn", "info", "debug", "trace")),
          Map.entry("operatorTenant", TENANT),
          Map.entry("tenants", tenants()),
          Map.entry("resources", resources()),
          Map.entry("objectives", mapOf(tree("type", "string"))),
          Map.entry("annotations", mapOf(tree("type", "string"))),
          Map.entry("nodeSelector", mapOf(tree("type", "string"))),
          Map.entry("podLabels", mapOf(tree("type", "string"))),
          Map.entry("serviceMonitor.labels", mapOf(tree("type", "string"))),
          Map.entry("alertmanager.config", tree("type", "object")));

  private ChartValuesSchema() {}

  static DocumentTree of(DocumentTree values) {
    DocumentTree properties = properties(values, "");
    properties.with("global", tree("type", "object"));
    return tree("$schema", "http://json-schema.org/draft-07/schema#")
        .with("title", "Values of the chart intent-observe")
        .with("type", "object")
        .with("additionalProperties", false)
        .with("properties", properties);
  }

  private static DocumentTree properties(Map<?, ?> values, String path) {
    DocumentTree properties = tree();
    values.forEach(
        (key, value) -> {
          String below = path.isEmpty() ? key.toString() : path + "." + key;
          properties.with(key.toString(), described(requireNonNull(value), below));
        });
    return properties;
  }

  private static DocumentTree described(Object value, String path) {
    if (value instanceof Commented noted) {
      DocumentTree schema = tree("description", noted.note());
      schema.putAll(schema(noted.value(), path));
      return schema;
    }
    return schema(value, path);
  }

  private static DocumentTree schema(Object value, String path) {
    for (String end = path; !end.isEmpty(); end = withoutFirst(end)) {
      DocumentTree narrower = NARROWER.get(end);
      if (narrower != null) {
        return narrower;
      }
    }
    return switch (value) {
      case Map<?, ?> map when map.isEmpty() -> tree("type", "object");
      case Map<?, ?> map -> object(properties(map, path));
      case List<?> list -> tree("type", "array").with("items", tree("type", "object"));
      case Boolean flag -> tree("type", "boolean");
      case Integer number -> tree("type", "integer");
      default -> tree("type", "string");
    };
  }

  private static String withoutFirst(String path) {
    return path.contains(".") ? path.substring(path.indexOf('.') + 1) : "";
  }

  private static DocumentTree object(DocumentTree properties) {
    return tree("type", "object")
        .with("additionalProperties", false)
        .with("properties", properties);
  }

  private static DocumentTree tenants() {
    DocumentTree tenant =
        object(tree("name", TENANT).with("project", tree("type", "string").with("minLength", 1)))
            .with("required", List.of("name"));
    return tree("type", "array")
        .with("minItems", 1)
        .with("uniqueItems", true)
        .with("items", tenant);
  }

  /** Every container needs a memory limit: without one it can bring down its node. */
  private static DocumentTree resources() {
    DocumentTree amount = tree("type", List.of("string", "integer"));
    return object(
            tree("requests", mapOf(amount))
                .with("limits", mapOf(amount).with("required", List.of("memory"))))
        .with("required", List.of("limits"));
  }

  private static DocumentTree atLeast(int least) {
    return tree("type", "integer").with("minimum", least);
  }

  private static DocumentTree matching(String pattern) {
    return tree("type", "string").with("pattern", pattern);
  }

  private static DocumentTree notLatest() {
    return tree("type", "string").with("minLength", 1).with("not", tree("const", "latest"));
  }

  private static DocumentTree oneOf(String... words) {
    return tree("type", "string").with("enum", new ArrayList<>(List.of(words)));
  }

  private static DocumentTree mapOf(DocumentTree value) {
    return tree("type", "object").with("additionalProperties", value);
  }
}
