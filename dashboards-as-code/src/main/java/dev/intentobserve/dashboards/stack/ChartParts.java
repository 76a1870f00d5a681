package dev.intentobserve.dashboards.stack;

import static dev.intentobserve.dashboards.Tree.tree;

import dev.intentobserve.dashboards.Tree;
import java.util.List;

/** The values of each thing that the chart runs. */
final class ChartParts {
  private ChartParts() {}

  static Tree image(Images image) {
    return tree("repository", image.repository())
        .with("tag", image.tag())
        .with("pullPolicy", "IfNotPresent");
  }

  static Tree app() {
    return tree("image", image(Images.INTENT_OBSERVE))
        .with("replicas", 1, "Several share the work of answering; one of them at a time exports.")
        .with("autoscaling", autoscaling(2, 6))
        .with("resources", resources("250m", "768Mi", "1536Mi"))
        .with("javaOptions", "", "Further ones; the image sets the heap to 70 % of the limit.")
        .with("logLevel", "info")
        .with(
            "terminationGracePeriodSeconds",
            40,
            "Longer than preStop (5 s) and http.drain_timeout (10 s) together.")
        .with(
            "keys",
            tree()
                .with(
                    "existingSecret",
                    "",
                    "A secret with the entries admin, ingest-TENANT and read-TENANT. Without one they are"
                        + " made at the first install and kept."))
        .with("externalUrl", "", "What links in notifications begin with; the ingress' unless set.")
        .with("objectives", tree(), "OpenSLO files by name, as {team.yaml: text}.")
        .with("extraEnv", List.of(), "Further variables; an unknown INTENT_OBSERVE_* one stops it.")
        .with("ingress", ingress())
        .with(
            "partitions", partitions(), "For the Kafka door, which comes later: nothing reads it.");
  }

  /** Written down for operators to plan with; the service has no key for any of it yet. */
  private static Tree partitions() {
    return tree("topic", "intent-events")
        .with("count", 12, "Choose more than there will ever be replicas; it can only grow.")
        .with("consumerGroup", "intent-observe");
  }

  static Tree postgres() {
    return tree("enabled", true)
        .with("image", image(Images.POSTGRES))
        .with("persistence", persistence("20Gi"))
        .with("resources", resources("250m", "384Mi", "1Gi"))
        .with(
            "existingSecret",
            "",
            "A secret with the entry password. Without one it is made at the first install and kept.");
  }

  static Tree externalDatabase() {
    return tree("host", "")
        .with("port", 5432)
        .with("name", "intent_observe")
        .with("user", "intent_observe", "It must own the database.")
        .with("existingSecret", "", "A secret with the entry password.");
  }

  static Tree kafka() {
    return tree()
        .with("enabled", true, "false: one collector hands on directly, and no Strimzi is needed.")
        .with("version", Images.KAFKA)
        .with("metadataVersion", Images.KAFKA_METADATA)
        .with(
            "operatorVersion", Images.STRIMZI_OPERATOR, "Only told in the notes: install it first.")
        .with("clusterName", "obs")
        .with(
            "replicas",
            1,
            "Nodes, each controller and broker. Factors follow: 3 copies and 2 in sync from 3 nodes on.")
        .with("persistence", persistence("20Gi"))
        .with("partitions", 6, "Of each topic: the most replicas a backend collector can use.")
        .with("retentionHours", 24, "How long a backend may be away before something is lost.")
        .with(
            "maxMessageBytes",
            Limits.KAFKA_MESSAGE,
            "The exporter's own limit may not be above this.")
        .with("resources", resources("250m", "1Gi", "1536Mi"))
        .with("heap", "512m");
  }

  static Tree collector() {
    Tree edge =
        tree("replicas", 1)
            .with("autoscaling", autoscaling(2, 6))
            .with("resources", resources("100m", "256Mi", "768Mi"))
            .with(
                "queue",
                persistence("10Gi"),
                "Where each replica waits out an outage of what it hands on to: half a GiB for each"
                    + " signal, and as much again to tidy up.");
    Tree backend =
        tree()
            .with("replicas", 1, "Up to kafka.partitions have something to do.")
            .with("autoscaling", autoscaling(2, 6))
            .with("resources", resources("100m", "256Mi", "768Mi"));
    return tree("image", image(Images.COLLECTOR))
        .with("edge", edge, "Takes OTLP in. Without Kafka it also delivers it.")
        .with(
            "backend",
            backend,
            "Takes out of Kafka what Tempo, Mimir and Loki get, each at its own pace. Needs no disk:"
                + " Kafka is its queue.");
  }

  static void backends(Tree values) {
    values
        .with("tempo", backend(Images.TEMPO, "30Gi", resources("200m", "512Mi", "1536Mi")))
        .with("mimir", backend(Images.MIMIR, "30Gi", resources("200m", "768Mi", "2Gi")))
        .with("loki", backend(Images.LOKI, "30Gi", resources("200m", "384Mi", "1Gi")));
  }

  private static Tree backend(Images image, String size, Tree resources) {
    return tree("enabled", true)
        .with("image", image(image))
        .with("persistence", persistence(size))
        .with("resources", resources)
        .with(
            "external",
            tree("otlp", "").with("query", ""),
            "Of one that runs elsewhere, used when enabled is false: where to send OTLP (for traces"
                + " gRPC as host:port, else a URL that ends in /otlp), and where Grafana asks. Empty:"
                + " the collector throws this signal away, and there is no data source.");
  }

  static Tree grafana() {
    return tree("enabled", true)
        .with("image", image(Images.GRAFANA))
        .with("persistence", persistence("2Gi"))
        .with("resources", resources("100m", "256Mi", "512Mi"))
        .with(
            "admin",
            tree("user", "admin")
                .with(
                    "existingSecret",
                    "",
                    "A secret with the entry password. Without one it is made and kept."))
        .with(
            "anonymousViewer",
            false,
            "true: everybody who reaches it sees every tenant, without a password.")
        .with("rootUrl", "", "Where people reach it; the ingress' unless set.")
        .with("ingress", ingress())
        .with("extraEnv", List.of());
  }

  static Tree alertmanager() {
    return tree("enabled", true)
        .with("image", image(Images.ALERTMANAGER))
        .with("persistence", persistence("1Gi"))
        .with("resources", resources("20m", "64Mi", "128Mi"))
        .with(
            "existingSecret",
            "",
            "A secret with the entry alertmanager.yml, instead of config: receivers hold secrets.")
        .with(
            "config",
            AlertmanagerConfig.shown(),
            "Until there is a receiver, alerts are kept and shown and nobody is told.");
  }

  static Tree networkPolicy() {
    return tree()
        .with("enabled", true, "All that is not needed is forbidden, both ways.")
        .with(
            "ingressController",
            tree("namespace", "kube-system")
                .with("podLabels", tree("app.kubernetes.io/name", "traefik")),
            "Who may reach what has an ingress.")
        .with(
            "clients",
            List.of(),
            "Who may send OTLP to the collector and events to the service: network policy peers, as"
                + " [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: agents}}}].")
        .with("scrapers", List.of(), "Who may read /metrics, when a Prometheus of your own does.")
        .with(
            "extraEgress",
            tree("app", List.of())
                .with("collector", List.of())
                .with("tempo", List.of())
                .with("grafana", List.of())
                .with("alertmanager", List.of()),
            "What may be reached outside: network policy egress rules. An alert receiver, backends"
                + " that run elsewhere, grafana.com for plugins.")
        .with(
            "externalDatabase",
            List.of(tree("ipBlock", tree("cidr", "0.0.0.0/0"))),
            "Where the external database stands; its port only. Narrow it to its address.");
  }

  static Tree serviceMonitor() {
    return tree()
        .with(
            "enabled",
            false,
            "For a Prometheus operator of your own. Not needed: the collector scrapes already.")
        .with("assumeCrds", false, "true: also where the cluster cannot be asked (helm template).")
        .with("interval", "30s")
        .with("labels", tree());
  }

  private static Tree ingress() {
    return tree("enabled", false)
        .with("className", "traefik")
        .with("host", "")
        .with("annotations", tree())
        .with("tlsSecret", "", "Without one it is plain HTTP: keys would travel in the clear.");
  }

  private static Tree autoscaling(int min, int max) {
    return tree("enabled", false)
        .with("minReplicas", min)
        .with("maxReplicas", max)
        .with("targetCPUUtilizationPercentage", 70);
  }

  private static Tree persistence(String size) {
    return tree("size", size).with("storageClass", "");
  }

  private static Tree resources(String cpu, String memory, String limit) {
    return tree("requests", tree("cpu", cpu).with("memory", memory))
        .with("limits", tree("memory", limit));
  }
}
