package dev.intentobserve.dashboards.deploy.backend;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.ArrayList;
import java.util.List;

/** Alertmanager's configuration: without a receiver, or for a channel of Slack. */
public final class AlertmanagerConfig {
  private static final String SHOWN = "shown";
  private static final String SLACK = "slack";

  private AlertmanagerConfig() {}

  public static DocumentTree withoutReceiver() {
    return config(SHOWN, List.of(tree("name", SHOWN)));
  }

  public static DocumentTree slack() {
    DocumentTree slack =
        tree()
            .with(
                "api_url_file", "/run/secrets/slack_url", "The address of the webhook is a secret.")
            .with("send_resolved", true)
            .with("title", "{{ .Status | toUpper }} {{ .CommonLabels.alertname }}")
            .with(
                "text",
                "{{ range .Alerts }}{{ .Annotations.summary }} {{ .GeneratorURL }}\n{{ end }}");
    List<DocumentTree> receivers = new ArrayList<>();
    receivers.add(tree("name", SHOWN));
    receivers.add(tree("name", SLACK).with("slack_configs", List.of(slack)));
    return config(SLACK, receivers);
  }

  private static DocumentTree config(String receiver, List<DocumentTree> receivers) {
    return tree("global", tree("resolve_timeout", "5m"))
        .with("route", route(receiver))
        .with("inhibit_rules", List.of(inhibition()))
        .with("receivers", receivers);
  }

  /**
   * Only alerts about the same objective can have several severities. Alertmanager treats a label
   * that both alerts lack as equal, so every label that distinguishes alerts of a rule would have
   * to be listed here, also those of future rules. Requiring the same objective needs no such list.
   */
  private static DocumentTree inhibition() {
    String objective = TelemetryNames.LABEL_SLO + "=~\".+\"";
    return tree("source_matchers", List.of("severity=\"critical\"", objective))
        .with("target_matchers", List.of("severity=~\"warning|info\"", objective))
        .with("equal", List.of("alertname", "tenant", "project", TelemetryNames.LABEL_SLO));
  }

  private static DocumentTree route(String receiver) {
    return tree("receiver", receiver)
        .with("group_by", List.of("alertname", "tenant", "project"))
        .with("group_wait", "30s")
        .with("group_interval", "5m")
        .with("repeat_interval", "4h");
  }
}
