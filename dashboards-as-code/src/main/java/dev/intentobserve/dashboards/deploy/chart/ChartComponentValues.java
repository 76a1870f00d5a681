package dev.intentobserve.dashboards.deploy.chart;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.backend.AlertmanagerConfig;
import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Images;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** The values of each component of the chart. */
final class ChartComponentValues {
  private static final String GRACE = "Longer than preStop (5 s) plus http.drain_timeout (10 s).";

  private static final String KEYS =
      "A secret with the entries admin, metrics, ingest-TENANT and read-TENANT. Without one they"
          + " are generated at the first install and kept.";

  private static final String IDENTITY =
      "A secret with the entry key, at least 32 characters: the key of the HMAC that replaces"
          + " redacted values; back it up together with the record. Without one it is generated at"
          + " the first install and kept.";

  private static final String DIGEST =
      "sha256:...; it takes precedence over the tag. To use another tag set both, or leave this"
          + " empty.";

  private static final String PASSWORD =
      "A secret with the entry password. Without one it is generated at the first install and"
          + " kept.";

  private static final String QUEUE =
      "The queue of each replica for outages of the next component: half a GiB for each signal, and"
          + " the same again for compaction.";

  private static final String BACKEND =
      "Reads from Kafka and delivers to Tempo, Mimir and Loki, each at its own pace. Needs no disk:"
          + " Kafka is the queue.";

  private static final String EXTERNAL =
      "A backend that runs elsewhere, used when enabled is false: where to send OTLP (for traces"
          + " gRPC as host:port, otherwise a URL that ends in /otlp), and where Grafana sends"
          + " queries. If empty, the collector drops this signal and there is no data source.";

  private ChartComponentValues() {}

  static DocumentTree image(Images image) {
    return tree("repository", image.repository())
        .with("tag", image.tag())
        .with("digest", image.digest(), DIGEST)
        .with("pullPolicy", "IfNotPresent");
  }

  static DocumentTree app() {
    return tree("image", image(Images.INTENT_OBSERVE))
        .with("replicas", 1, "Several share the requests; one of them at a time exports.")
        .with("autoscaling", autoscaling())
        .with("resources", resources("250m", "768Mi", "1536Mi"))
        .with(
            "javaOptions", "", "Additional options; the image sets the heap to 70 % of the limit.")
        .with("logLevel", "info")
        .with("terminationGracePeriodSeconds", 40, GRACE)
        .with("keys", tree().with("existingSecret", "", KEYS))
        .with("identity", tree().with("existingSecret", "", IDENTITY))
        .with(
            "externalUrl",
            "",
            "What links in notifications start with; default: the address of the ingress.")
        .with("objectives", tree(), "OpenSLO files by name, as {team.yaml: text}.")
        .with(
            "extraEnv",
            List.of(),
            "Additional variables; the service refuses unknown INTENT_OBSERVE_* variables.")
        .with("ingress", ingress())
        .with("partitions", partitions(), "For a future Kafka receiver: nothing reads this yet.");
  }

  /** For planning by operators; the service does not read any of it yet. */
  private static DocumentTree partitions() {
    return tree("topic", "intent-events")
        .with("count", 12, "More than there will ever be replicas; it can only be increased.")
        .with("consumerGroup", "intent-observe");
  }

  static DocumentTree postgres() {
    return tree("enabled", true)
        .with("image", image(Images.POSTGRES))
        .with("persistence", persistence("20Gi"))
        .with("resources", resources("250m", "384Mi", "1Gi"))
        .with("existingSecret", "", PASSWORD);
  }

  static DocumentTree externalDatabase() {
    return tree("host", "")
        .with("port", 5432)
        .with("name", "intent_observe")
        .with("user", "intent_observe", "It must own the database.")
        .with("existingSecret", "", "A secret with the entry password.");
  }

  static DocumentTree kafka() {
    DocumentTree kafka =
        tree()
            .with(
                "enabled",
                true,
                "If false, one collector delivers directly, and Strimzi is not needed.")
            .with("version", Images.KAFKA)
            .with("metadataVersion", Images.KAFKA_METADATA)
            .with(
                "operatorVersion", Images.STRIMZI_OPERATOR, "Shown in the notes: install it first.")
            .with("clusterName", "obs")
            .with(
                "replicas",
                1,
                "Each is controller and broker. With 3 or more: 3 copies, 2 in sync.")
            .with("persistence", persistence("20Gi"));
    return topics(kafka).with("resources", resources("250m", "1Gi", "1536Mi")).with("heap", "512m");
  }

  private static DocumentTree topics(DocumentTree kafka) {
    return kafka
        .with(
            "partitions",
            6,
            "Of each topic: the maximum number of useful backend collector replicas.")
        .with("retentionHours", 24, "How long a backend can be down before data are lost.")
        .with(
            "maxMessageBytes",
            BackendLimits.KAFKA_MESSAGE,
            "The limit of the exporter must not be higher.");
  }

  static DocumentTree collector() {
    DocumentTree edge =
        replicated("Each replica has a queue on disk.").with("queue", persistence("10Gi"), QUEUE);
    return tree("image", image(Images.COLLECTOR))
        .with("edge", edge, "Receives OTLP. Without Kafka it also delivers it.")
        .with("backend", replicated("At most kafka.partitions replicas have work."), BACKEND);
  }

  private static DocumentTree replicated(String why) {
    return tree()
        .with("replicas", 1, why)
        .with("autoscaling", autoscaling())
        .with("resources", resources("100m", "256Mi", "768Mi"));
  }

  static void backends(DocumentTree values) {
    values
        .with("tempo", backend(Images.TEMPO, "30Gi", resources("200m", "512Mi", "1536Mi")))
        .with("mimir", backend(Images.MIMIR, "30Gi", resources("200m", "768Mi", "2Gi")))
        .with("loki", backend(Images.LOKI, "30Gi", resources("200m", "384Mi", "1Gi")));
  }

  private static DocumentTree backend(Images image, String size, DocumentTree resources) {
    return tree("enabled", true)
        .with("image", image(image))
        .with("persistence", persistence(size))
        .with("resources", resources)
        .with("external", tree("otlp", "").with("query", ""), EXTERNAL);
  }

  static DocumentTree grafana() {
    return tree("enabled", true)
        .with("image", image(Images.GRAFANA))
        .with("persistence", persistence("2Gi"))
        .with("resources", resources("100m", "256Mi", "512Mi"))
        .with("admin", tree("user", "admin").with("existingSecret", "", PASSWORD))
        .with(
            "anonymousViewer",
            false,
            "If true, everyone who can reach Grafana sees every tenant without a password.")
        .with("rootUrl", "", "The public address; default: the address of the ingress.")
        .with("ingress", ingress())
        .with("extraEnv", List.of());
  }

  static DocumentTree alertmanager() {
    return tree("enabled", true)
        .with("image", image(Images.ALERTMANAGER))
        .with("persistence", persistence("1Gi"))
        .with("resources", resources("20m", "64Mi", "128Mi"))
        .with(
            "existingSecret",
            "",
            "A secret with the entry alertmanager.yml, used instead of config, because receivers"
                + " contain secrets.")
        .with(
            "config",
            AlertmanagerConfig.withoutReceiver(),
            "Without a receiver, alerts are shown but no notifications are sent.");
  }

  static DocumentTree serviceMonitor() {
    return tree()
        .with(
            "enabled",
            false,
            "For a Prometheus operator of your own. Not needed: the collector scrapes already.")
        .with(
            "assumeCrds",
            false,
            "If true, also where the cluster is not reachable (helm template).")
        .with("interval", "30s")
        .with("labels", tree());
  }

  private static DocumentTree ingress() {
    return tree("enabled", false)
        .with("className", "traefik")
        .with("host", "")
        .with("annotations", tree())
        .with("tlsSecret", "", "Without one it is plain HTTP: keys would be sent unencrypted.");
  }

  private static DocumentTree autoscaling() {
    return tree("enabled", false)
        .with("minReplicas", 2)
        .with("maxReplicas", 6)
        .with("targetCPUUtilizationPercentage", 70);
  }

  private static DocumentTree persistence(String size) {
    return tree("size", size).with("storageClass", "");
  }

  private static DocumentTree resources(String cpu, String memory, String limit) {
    return tree("requests", tree("cpu", cpu).with("memory", memory))
        .with("limits", tree("memory", limit));
  }
}
