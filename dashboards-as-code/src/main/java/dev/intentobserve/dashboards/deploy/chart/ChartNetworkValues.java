package dev.intentobserve.dashboards.deploy.chart;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** The values of the network policies. */
final class ChartNetworkValues {
  private static final String CLIENTS =
      "Who may send OTLP to the collector and events to the service: network policy peers, such as"
          + " [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: agents}}}].";

  private static final String EGRESS =
      "What may be reached outside the chart: network policy egress rules, such as for an alert"
          + " receiver, for backends that run elsewhere, for grafana.com (plugins).";

  private static final String DATABASE =
      "The address of the external database; by default any address, on its port only.";

  private ChartNetworkValues() {}

  static DocumentTree networkPolicy() {
    DocumentTree traefik = tree("app.kubernetes.io/name", "traefik");
    return tree()
        .with("enabled", true, "Forbids all traffic that is not needed, in both directions.")
        .with(
            "ingressController",
            tree("namespace", "kube-system").with("podLabels", traefik),
            "Who may reach components with an ingress.")
        .with("clients", List.of(), CLIENTS)
        .with("scrapers", List.of(), "Who may read /metrics, for a Prometheus of your own.")
        .with(
            "extraEgress",
            emptyRules("app", "collector", "tempo", "grafana", "alertmanager"),
            EGRESS)
        .with("externalDatabase", List.of(tree("ipBlock", tree("cidr", "0.0.0.0/0"))), DATABASE);
  }

  private static DocumentTree emptyRules(String... components) {
    DocumentTree rules = tree();
    for (String component : components) {
      rules.with(component, List.of());
    }
    return rules;
  }
}
