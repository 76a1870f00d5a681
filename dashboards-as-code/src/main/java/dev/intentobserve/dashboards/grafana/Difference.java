package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** From what Grafana has to what is generated, in the unified format. */
final class Difference {
  private static final int CONTEXT = 3;

  private Difference() {}

  /** Of what Grafana does not have yet, only how much it is: all of it is in the file. */
  static List<String> between(String name, JsonNode theirs, JsonNode ours) {
    if (theirs.isMissingNode()) {
      return List.of("+++ generated/" + name + "  new, " + lines(ours).size() + " lines");
    }
    List<String> before = lines(theirs);
    return UnifiedDiffUtils.generateUnifiedDiff(
        "grafana/" + name,
        "generated/" + name,
        before,
        DiffUtils.diff(before, lines(ours)),
        CONTEXT);
  }

  private static List<String> lines(JsonNode node) {
    return Canonical.text(node).lines().toList();
  }
}
