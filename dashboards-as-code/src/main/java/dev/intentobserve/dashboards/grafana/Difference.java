package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.Unified;
import java.util.List;

/** From what Grafana has to what is generated, in the unified format. */
final class Difference {
  private Difference() {}

  /** Of what Grafana does not have yet, only how much it is: all of it is in the file. */
  static List<String> between(String name, JsonNode theirs, JsonNode ours) {
    if (theirs.isMissingNode()) {
      return List.of(
          "+++ generated/" + name + "  new, " + Canonical.text(ours).lines().count() + " lines");
    }
    return Unified.difference(
        "grafana/" + name, Canonical.text(theirs), "generated/" + name, Canonical.text(ours));
  }
}
