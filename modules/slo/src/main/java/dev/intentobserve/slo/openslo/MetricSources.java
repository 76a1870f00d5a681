package dev.intentobserve.slo.openslo;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the specification in a metric source and checks that its type is ours. */
final class MetricSources {
  static final String TYPE = "intent-observe";

  private final Set<String> named = new HashSet<>();

  /** A DataSource of the file. */
  void add(String name) {
    named.add(name);
  }

  /** Of {@code {metricSource: {type, metricSourceRef, spec}}}. */
  Optional<YamlSection> spec(YamlSection metric) {
    return metric
        .only("metricSource")
        .requiredSection("metricSource", "{type: intent-observe, spec: {over: …}}")
        .flatMap(this::specOf);
  }

  private Optional<YamlSection> specOf(YamlSection source) {
    source.only("type", "metricSourceRef", "spec");
    Optional<String> ref = source.text("metricSourceRef");
    if (ref.isPresent() && !named.contains(ref.get())) {
      source.problem(
          "metricSourceRef",
          SelectorReader.oneOf(
              "is not a DataSource of type intent-observe in this file", ref.get(), named));
      return Optional.empty();
    }
    if (ref.isEmpty() && source.required("type", TYPE).isEmpty()) {
      return Optional.empty();
    }
    if (!source.text("type").orElse(TYPE).equals(TYPE)) {
      source.problem("type", "must be intent-observe: other sources are not supported");
      return Optional.empty();
    }
    return source.requiredSection("spec", "{over: …}, which says what is counted");
  }
}
