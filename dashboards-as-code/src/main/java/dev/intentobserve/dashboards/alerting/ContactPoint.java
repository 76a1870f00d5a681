package dev.intentobserve.dashboards.alerting;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.Map;

/**
 * Where Grafana sends notifications.
 *
 * @param type in Grafana's words
 * @param settings of that type
 */
public record ContactPoint(String uid, String name, String type, Map<String, String> settings) {
  /** The one of phases 2 and 3; Alertmanager groups, repeats, silences and notifies people. */
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

  /** The contact point in Grafana's file format, with one receiver. */
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
