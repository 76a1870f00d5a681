package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** From what Grafana has to what is generated, in the unified format. */
final class Difference {
  private static final int CONTEXT = 3;

  private Difference() {}

  static List<String> between(String name, JsonNode theirs, JsonNode ours) {
    List<String> before = lines(theirs);
    return UnifiedDiffUtils.generateUnifiedDiff(
        "grafana/" + name,
        "generated/" + name,
        before,
        DiffUtils.diff(before, lines(ours)),
        CONTEXT);
  }

  private static List<String> lines(JsonNode node) {
    return node.isMissingNode() ? List.of() : Canonical.text(node).lines().toList();
  }
}
