package dev.intentobserve.dashboards.deploy.chart;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** The values that say who may speak to whom. */
final class ChartNetworkValues {
  private static final String CLIENTS =
      "Who may send OTLP to the collector and events to the service: network policy peers, as"
          + " [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: agents}}}].";

  private static final String EGRESS =
      "What may be reached outside: network policy egress rules. An alert receiver, backends that"
          + " run elsewhere, grafana.com for plugins.";

  private static final String DATABASE =
      "Where the external database stands; its port only. Narrow it to its address.";

  private ChartNetworkValues() {}

  static DocumentTree networkPolicy() {
    DocumentTree traefik = tree("app.kubernetes.io/name", "traefik");
    return tree()
        .with("enabled", true, "All that is not needed is forbidden, both ways.")
        .with(
            "ingressController",
            tree("namespace", "kube-system").with("podLabels", traefik),
            "Who may reach what has an ingress.")
        .with("clients", List.of(), CLIENTS)
        .with("scrapers", List.of(), "Who may read /metrics, when a Prometheus of your own does.")
        .with("extraEgress", nobody("app", "collector", "tempo", "grafana", "alertmanager"), EGRESS)
        .with("externalDatabase", List.of(tree("ipBlock", tree("cidr", "0.0.0.0/0"))), DATABASE);
  }

  private static DocumentTree nobody(String... components) {
    DocumentTree rules = tree();
    for (String component : components) {
      rules.with(component, List.of());
    }
    return rules;
  }
}
