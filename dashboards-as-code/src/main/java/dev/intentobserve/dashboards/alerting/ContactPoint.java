package dev.intentobserve.dashboards.alerting;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.Map;

/**
 * Whom Grafana tells.
 *
 * @param type in Grafana's words
 * @param settings of that type
 */
public record ContactPoint(String uid, String name, String type, Map<String, String> settings) {
  /**
   * The one that is configured in phases 2 and 3; it groups, repeats, silences and tells people.
   */
  static final ContactPoint ALERTMANAGER =
      new ContactPoint(
          "intent-observe-alertmanager",
          "Alertmanager",
          "prometheus-alertmanager",
          Map.of("url", "http://alertmanager:9093"));

  public ContactPoint {
    requireNonNull(uid, "uid");
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    settings = Map.copyOf(settings);
  }

  /** As files have it: a contact point with its only receiver. */
  DocumentTree file() {
    DocumentTree receiver =
        DocumentTree.tree("uid", uid)
            .with("type", type)
            .with("settings", settingsTree())
            .with("disableResolveMessage", false);
    return DocumentTree.tree("orgId", 1)
        .with("name", name)
        .with("receivers", java.util.List.of(receiver));
  }

  private DocumentTree settingsTree() {
    DocumentTree tree = DocumentTree.tree();
    settings.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(setting -> tree.with(setting.getKey(), setting.getValue()));
    return tree;
  }
}
