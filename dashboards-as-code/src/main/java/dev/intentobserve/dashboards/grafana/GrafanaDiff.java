package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.output.UnifiedDiff;
import java.util.List;

/** The difference from the current to the generated resource, in the unified format. */
final class GrafanaDiff {
  private GrafanaDiff() {}

  /** For a new resource only its size: the content is in the generated file. */
  static List<String> between(String name, JsonNode current, JsonNode generated) {
    if (current.isMissingNode()) {
      return List.of(
          "+++ generated/"
              + name
              + "  new, "
              + CanonicalJson.text(generated).lines().count()
              + " lines");
    }
    return UnifiedDiff.difference(
        "grafana/" + name,
        CanonicalJson.text(current),
        "generated/" + name,
        CanonicalJson.text(generated));
  }
}
