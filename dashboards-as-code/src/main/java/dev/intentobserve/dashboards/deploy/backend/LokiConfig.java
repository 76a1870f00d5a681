package dev.intentobserve.dashboards.deploy.backend;

import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/** Loki as one process with its data on its own disk. */
public record LokiConfig(boolean manyTenants, String tenantsWhy, DocumentTree server) {
  private static final String KEPT = BackendLimits.go(BackendLimits.LOGS_KEPT);

  DocumentTree tree() {
    return DocumentTree.tree()
        .with("auth_enabled", manyTenants, tenantsWhy)
        .with("server", messages())
        .with("common", common())
        .with("schema_config", DocumentTree.tree("configs", List.of(schema())))
        .with("ingester", ingester())
        .with(
            "querier",
            DocumentTree.tree()
                .with(
                    "query_ingesters_within",
                    "0s",
                    "Always ask them: an old line that has just come is not in a chunk yet."))
        .with("compactor", compactor())
        .with("ruler", ruler())
        .with("limits_config", limits())
        .with("analytics", DocumentTree.tree("reporting_enabled", false));
  }

  private DocumentTree messages() {
    return server
        .with(
            "grpc_server_max_recv_msg_size",
            BackendLimits.OTLP_REQUEST,
            "The parts of one Loki talk gRPC, too; a batch with its attributes is more than 4 MiB.")
        .with("grpc_server_max_send_msg_size", BackendLimits.OTLP_REQUEST);
  }

  private static DocumentTree inMemory() {
    return DocumentTree.tree("kvstore", DocumentTree.tree("store", "inmemory"));
  }

  private static DocumentTree common() {
    DocumentTree folders =
        DocumentTree.tree("chunks_directory", "/loki/chunks")
            .with("rules_directory", "/loki/rules");
    return DocumentTree.tree("instance_addr", Component.LOOPBACK)
        .with("path_prefix", "/loki")
        .with("replication_factor", 1)
        .with("ring", inMemory())
        .with("storage", DocumentTree.tree("filesystem", folders));
  }

  private static DocumentTree schema() {
    return DocumentTree.tree()
        .with("from", "2020-01-01", "Earlier than the oldest line that may ever come.")
        .with("store", "tsdb")
        .with("object_store", "filesystem")
        .with("schema", "v13", "Structured metadata needs it.")
        .with("index", DocumentTree.tree("prefix", "index_").with("period", "24h"));
  }

  private static DocumentTree ingester() {
    return DocumentTree.tree(
        "wal",
        DocumentTree.tree("enabled", true)
            .with("dir", "/loki/wal")
            .with(
                "replay_memory_ceiling",
                "128MB",
                "The default of 4GB is more than the machine has; at a restart it would be"
                    + " killed."));
  }

  private static DocumentTree compactor() {
    return DocumentTree.tree("working_directory", "/loki/compactor")
        .with("retention_enabled", true, "Without it retention_period means nothing.")
        .with("delete_request_store", "filesystem", "Asked for as soon as retention is on.");
  }

  private static DocumentTree ruler() {
    return DocumentTree.tree()
        .with(
            "rule_path",
            "/loki/rules-temp",
            "Judges nothing: each rule has one evaluator, the service or Grafana.")
        .with("ring", inMemory());
  }

  private static DocumentTree limits() {
    return sizes(ages());
  }

  private static DocumentTree ages() {
    return DocumentTree.tree("allow_structured_metadata", true)
        .with("retention_period", KEPT)
        .with("reject_old_samples", true)
        .with(
            "reject_old_samples_max_age",
            KEPT,
            "As long as lines are kept: older ones would be deleted at the next pass.")
        .with(
            "shard_streams",
            DocumentTree.tree("enabled", true)
                .with("time_sharding_enabled", true)
                .with("time_sharding_ignore_recent", "40m"),
            "The second gate: a stream refuses what is an hour older than its newest line. Sharded"
                + " by time, old lines go into streams of their own, with a label"
                + " __time_shard__.")
        .with("otlp_config", DocumentTree.tree("resource_attributes", labels()));
  }

  /** Enough for a backfill by the service, which is one stream with long lines. */
  private static DocumentTree sizes(DocumentTree limits) {
    return limits
        .with("ingestion_rate_mb", 16)
        .with("ingestion_burst_size_mb", 32)
        .with(
            "per_stream_rate_limit",
            "16MB",
            "The service is one stream; the defaults would slow a backfill down.")
        .with("per_stream_rate_limit_burst", "32MB")
        .with(
            "max_line_size",
            "2MB",
            "An event may be 1 MiB, which the service promises to keep whole.")
        .with(
            "max_structured_metadata_entries_count",
            256,
            "The service sends up to 128 values of an event besides its own attributes. A line that"
                + " has more is lost, not cut.")
        .with("max_structured_metadata_size", "1MB");
  }

  private static DocumentTree labels() {
    DocumentTree index =
        DocumentTree.tree("action", "index_label")
            .with(
                "attributes",
                List.of("service.name", "service.namespace", "deployment.environment.name"));
    return DocumentTree.tree()
        .with(
            "ignore_defaults",
            true,
            "The default list holds ids of instances and pods: a stream for each. All else is"
                + " structured metadata, asked for after the first bar of a query.")
        .with("attributes_config", List.of(index));
  }
}
