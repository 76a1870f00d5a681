package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.output.UnifiedDiff;
import java.util.List;

/** From what Grafana has to what is generated, in the unified format. */
final class GrafanaDiff {
  private GrafanaDiff() {}

  /** Of what Grafana does not have yet, only how much it is: all of it is in the file. */
  static List<String> between(String name, JsonNode theirs, JsonNode ours) {
    if (theirs.isMissingNode()) {
      return List.of(
          "+++ generated/"
              + name
              + "  new, "
              + CanonicalJson.text(ours).lines().count()
              + " lines");
    }
    return UnifiedDiff.difference(
        "grafana/" + name,
        CanonicalJson.text(theirs),
        "generated/" + name,
        CanonicalJson.text(ours));
  }
}
