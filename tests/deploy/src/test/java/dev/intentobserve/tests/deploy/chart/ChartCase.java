package dev.intentobserve.tests.deploy.chart;

import java.util.List;

/** A way to switch the chart: values files, and values on top of them. */
enum ChartCase {
  DEFAULTS(""),
  ONE_NODE("", "values-one-node.yaml"),
  MULTI_NODE("", "values-multi-node.yaml"),
  KAFKA_OFF("kafka: {enabled: false}"),
  KAFKA_ON_ONE_NODE("kafka: {enabled: true}", "values-one-node.yaml"),
  NO_KAFKA_ON_MANY_NODES("kafka: {enabled: false}", "values-multi-node.yaml"),
  INGRESS(
      """
      app: {ingress: {enabled: true, host: observe.example, tlsSecret: observe-tls}}
      grafana: {ingress: {enabled: true, host: grafana.example}}
      """),
  AUTOSCALED(
      """
      app: {autoscaling: {enabled: true}}
      collector: {edge: {autoscaling: {enabled: true}}, backend: {autoscaling: {enabled: true}}}
      """),
  EXTERNAL_DATABASE(
      """
      postgres: {enabled: false}
      externalDatabase: {host: db.example, existingSecret: observe-database}
      networkPolicy: {externalDatabase: [{ipBlock: {cidr: 192.0.2.7/32}}]}
      """),
  NO_TEMPO("tempo: {enabled: false}"),
  NO_MIMIR("mimir: {enabled: false}"),
  NO_LOKI("loki: {enabled: false}"),
  NO_GRAFANA("grafana: {enabled: false}"),
  NO_ALERTMANAGER("alertmanager: {enabled: false}"),
  NO_BACKENDS(
      """
      kafka: {enabled: false}
      tempo: {enabled: false}
      mimir: {enabled: false}
      loki: {enabled: false}
      grafana: {enabled: false}
      alertmanager: {enabled: false}
      """),
  EXTERNAL_BACKENDS(
      """
      kafka: {enabled: false}
      tempo: {enabled: false, external: {otlp: "tempo.far:4317", query: "http://tempo.far:3200"}}
      mimir: {enabled: false, external: {otlp: "http://mimir.far/otlp", query: "http://mimir.far/prometheus"}}
      loki: {enabled: false, external: {otlp: "http://loki.far/otlp", query: "http://loki.far"}}
      """),
  TWO_TENANTS(
      """
      operatorTenant: operators
      tenants: [{name: team-a, project: web}, {name: default}, {name: operators}]
      """),
  OBJECTIVES("app: {objectives: {team.yaml: \"apiVersion: openslo/v1\\nkind: SLO\\n\"}}"),
  EXISTING_SECRETS(
      """
      app: {keys: {existingSecret: my-keys}}
      postgres: {existingSecret: my-database}
      grafana: {admin: {existingSecret: my-grafana}}
      alertmanager: {existingSecret: my-alertmanager}
      """),
  PREFIXED("{namePrefix: second-, kafka: {clusterName: second}}"),
  CLIENTS_AND_SCRAPERS(
      """
      networkPolicy:
        clients: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: agents}}}]
        scrapers: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]
        extraEgress:
          alertmanager: [{to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{protocol: TCP, port: 443}]}]
      """),
  NO_POLICIES("networkPolicy: {enabled: false}"),
  SERVICE_MONITORS("serviceMonitor: {enabled: true, assumeCrds: true, labels: {release: prom}}"),
  SCHEDULED(
      """
      imagePullSecrets: [{name: registry}]
      scheduling:
        nodeSelector: {disk: fast}
        tolerations: [{key: observe, operator: Exists}]
        priorityClassName: high
      """);

  private final String yaml;
  private final List<String> files;

  ChartCase(String yaml, String... files) {
    this.yaml = yaml;
    this.files = List.of(files);
  }

  String yaml() {
    return yaml;
  }

  List<String> files() {
    return files;
  }
}
