package dev.intentobserve.dashboards.deploy.collector;

import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.EDGE;
import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.OPERATOR;
import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.TENANT_HEADER;
import static dev.intentobserve.dashboards.deploy.collector.CollectorRole.TENANT_KEY;
import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** Exporters: where each collector sends its data. */
final class CollectorExporters {
  static final String CLOUD_LOGIN = "basicauth/cloud";
  static final String TENANT = "headers_setter/tenant";
  static final List<String> BROKERS = List.of("${env:KAFKA_BROKERS:-kafka:9092}");

  private static final String TO_CLOUD = "otlp_http/cloud";
  private static final String TO_TEMPO = "otlp_grpc/tempo";
  private static final String TO_LOKI = "otlp_http/loki";
  private static final String TO_MIMIR = "otlp_http/mimir";
  private static final String TO_KAFKA = "kafka";

  private final CollectorRole role;

  CollectorExporters(CollectorRole role) {
    this.role = role;
  }

  static String topic(String signal) {
    return "otlp_" + (signal.equals("traces") ? "spans" : signal);
  }

  List<String> of(String signal) {
    return switch (role) {
      case CLOUD -> List.of(TO_CLOUD);
      case EDGE -> List.of(TO_KAFKA);
      case COMPOSE, BACKEND, DIRECT ->
          List.of(
              switch (signal) {
                case "traces" -> TO_TEMPO;
                case "logs" -> TO_LOKI;
                default -> TO_MIMIR;
              });
    };
  }

  /** The exporter for scraped metrics, in the phase with many tenants. */
  String own() {
    return of("metrics").getFirst() + (role == EDGE ? "/own" : "-own");
  }

  DocumentTree exporters() {
    return switch (role) {
      case CLOUD -> tree(TO_CLOUD, cloud());
      case EDGE -> tree(TO_KAFKA, kafkaOfTenants()).with(own(), kafkaOfOperator());
      case COMPOSE, BACKEND, DIRECT ->
          backends().when(role.manyTenants(), own(), mimirOfOperator());
    };
  }

  DocumentTree login() {
    return tree(
        "client_auth",
        tree("username", "${env:GRAFANA_CLOUD_INSTANCE_ID:-}")
            .with(
                "password",
                "${env:GRAFANA_CLOUD_TOKEN:-}",
                "A token of an access policy (glc_...), not of a service account (glsa_...)."));
  }

  DocumentTree tenant() {
    return tree(
        "headers",
        List.of(
            tree("action", "upsert")
                .with("key", TENANT_HEADER)
                .with("from_context", TENANT_KEY)
                .with(
                    "default_value",
                    "${env:DEFAULT_TENANT:-anonymous}",
                    "For senders without a tenant; the backends refuse requests without one.")));
  }

  private DocumentTree cloud() {
    DocumentTree cloud =
        tree()
            .with(
                "endpoint",
                "${env:GRAFANA_CLOUD_OTLP_ENDPOINT:-https://otlp-gateway.invalid/otlp}",
                "Ends in /otlp; the path of each signal is appended.")
            .with("auth", tree("authenticator", CLOUD_LOGIN))
            .with("timeout", "30s");
    return reliable(cloud);
  }

  private DocumentTree backends() {
    return tree(TO_TEMPO, tempo())
        .with(TO_LOKI, overHttp("LOKI_OTLP_ENDPOINT", Component.LOKI))
        .with(TO_MIMIR, overHttp("MIMIR_OTLP_ENDPOINT", Component.MIMIR));
  }

  private DocumentTree tempo() {
    DocumentTree tempo =
        tree("endpoint", variable("TEMPO_OTLP_ENDPOINT", Component.TEMPO.at(Component.OTLP_GRPC)))
            .with("tls", tree("insecure", true), "Within one network; gRPC uses TLS by default.")
            .with("timeout", "30s");
    return reliable(authenticated(tempo));
  }

  private DocumentTree overHttp(String variable, Component to) {
    DocumentTree exporter =
        tree()
            .with(
                "endpoint",
                variable(variable, to.url() + "/otlp"),
                "The path of each signal is appended.")
            .with("timeout", "30s");
    return reliable(authenticated(exporter));
  }

  private DocumentTree mimirOfOperator() {
    return tree("endpoint", variable("MIMIR_OTLP_ENDPOINT", Component.MIMIR.url() + "/otlp"))
        .with(
            "headers",
            tree(TENANT_HEADER, OPERATOR),
            "Scraped metrics come from no client, so there is no header with the tenant.");
  }

  private DocumentTree authenticated(DocumentTree exporter) {
    return exporter.when(role.setsTenant(), "auth", tree("authenticator", TENANT));
  }

  private static String variable(String name, String otherwise) {
    return "${env:" + name + ":-" + otherwise + "}";
  }

  private DocumentTree kafkaOfTenants() {
    DocumentTree kafka =
        kafka()
            .with(
                "include_metadata_keys",
                List.of(TENANT_KEY),
                "The tenant becomes a header of the Kafka record.")
            .with(
                "partition_traces_by_id",
                true,
                "All spans of a trace go to one partition and so to one collector.")
            .with("partition_metrics_by_resource_attributes", true, "Keeps samples in order.")
            .with("partition_logs_by_resource_attributes", true, "Keeps lines in order.");
    return reliable(kafka);
  }

  private DocumentTree kafkaOfOperator() {
    DocumentTree kafka =
        kafka()
            .with(
                "record_headers",
                List.of(tree("name", TENANT_KEY).with("value", OPERATOR)),
                "Scraped metrics come from no client, so there is no header with the tenant.")
            .with("partition_metrics_by_resource_attributes", true);
    return reliable(kafka);
  }

  private static DocumentTree kafka() {
    DocumentTree kafka = tree("brokers", BROKERS).with("client_id", "otelcol-edge");
    for (String signal : List.of("traces", "metrics", "logs")) {
      kafka.with(signal, tree("topic", topic(signal)).with("encoding", "otlp_proto"));
    }
    return kafka.with("timeout", "30s").with("producer", producer());
  }

  private static DocumentTree producer() {
    return tree()
        .with(
            "max_message_bytes",
            BackendLimits.KAFKA_MESSAGE,
            "At most max.message.bytes of the topic.")
        .with("required_acks", -1, "Wait for all replicas in sync; the default is one.")
        .with("compression", "zstd")
        .with("allow_auto_topic_creation", false, "Topics are declared with their partitions.");
  }

  /** Retries without limit, from a queue on disk where there is one. */
  private DocumentTree reliable(DocumentTree exporter) {
    return exporter
        .with(
            "retry_on_failure",
            tree("enabled", true)
                .with("initial_interval", "5s")
                .with("max_interval", "1m")
                .with("max_elapsed_time", "0s", "No limit; the default gives up and drops data."))
        .with("sending_queue", role.queuesOnDisk() ? onDisk() : inKafka());
  }

  private static DocumentTree inKafka() {
    return tree()
        .with(
            "enabled",
            false,
            "Kafka is the queue: a message counts as read when a backend has accepted it.");
  }

  private DocumentTree onDisk() {
    DocumentTree queue =
        tree("storage", "file_storage/queue")
            .with("num_consumers", 1, "Keeps the order of samples and lines.")
            .with("sizer", "bytes")
            .with(
                "queue_size",
                BackendLimits.QUEUE,
                "For each signal. When it is full, senders are told to retry.");
    return queue.with(
        "batch",
        batch(),
        "Batches are built in the queue, not before it, so that accepted data are on disk.");
  }

  private DocumentTree batch() {
    DocumentTree batch =
        tree("flush_timeout", "1s")
            .with("sizer", "bytes")
            .with("min_size", BackendLimits.MIB / 4)
            .with("max_size", BackendLimits.BATCH);
    if (!role.manyTenants()) {
      return batch;
    }
    return batch.with(
        "partition",
        tree("metadata_keys", List.of(TENANT_KEY)),
        "One tenant for each batch, so that its header is kept.");
  }
}
