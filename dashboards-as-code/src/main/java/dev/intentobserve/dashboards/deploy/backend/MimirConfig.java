package dev.intentobserve.dashboards.deploy.backend;

import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.output.DocumentTree;

/** Mimir as one process with its data on its own disk. */
public record MimirConfig(boolean manyTenants, String tenantsWhy, DocumentTree server) {
  private static final String LATE = BackendLimits.go(BackendLimits.LATE_SAMPLES);

  DocumentTree tree() {
    DocumentTree mimir =
        DocumentTree.tree("target", "all")
            .with("multitenancy_enabled", manyTenants, tenantsWhy)
            .with("server", server)
            .with("activity_tracker", DocumentTree.tree("filepath", "/data/metrics-activity.log"));
    return rings(folders(mimir))
        .with("limits", backfill(limits()))
        .when(manyTenants, "runtime_config", DocumentTree.tree("file", "/etc/mimir/runtime.yaml"))
        .with("usage_stats", DocumentTree.tree("enabled", false));
  }

  private static DocumentTree folders(DocumentTree mimir) {
    DocumentTree blocks =
        folder("/data/blocks")
            .with("tsdb", DocumentTree.tree("dir", "/data/tsdb"))
            .with("bucket_store", DocumentTree.tree("sync_dir", "/data/tsdb-sync"));
    return mimir
        .with(
            "blocks_storage",
            blocks,
            "Folders stand beside each other: one within another is" + " refused.")
        .with("ruler_storage", folder("/data/rules"))
        .with(
            "ruler",
            DocumentTree.tree("rule_path", "/data/ruler-tmp"),
            "Judges nothing: each rule has one evaluator, the service or Grafana.")
        .with("alertmanager_storage", folder("/data/am-config"));
  }

  private static DocumentTree folder(String path) {
    return DocumentTree.tree("backend", "filesystem")
        .with("filesystem", DocumentTree.tree("dir", path));
  }

  private static DocumentTree rings(DocumentTree mimir) {
    DocumentTree alone =
        ring()
            .with("replication_factor", 1, "The default of three takes no sample on one machine.");
    return mimir
        .with(
            "compactor",
            DocumentTree.tree("data_dir", "/data/compactor")
                .with("sharding_ring", DocumentTree.tree("kvstore", memberlist())))
        .with("distributor", DocumentTree.tree("ring", ring()))
        .with("ingester", DocumentTree.tree("ring", alone))
        .with(
            "store_gateway",
            DocumentTree.tree("sharding_ring", DocumentTree.tree("replication_factor", 1)));
  }

  private static DocumentTree ring() {
    return DocumentTree.tree("instance_addr", Component.LOOPBACK).with("kvstore", memberlist());
  }

  private static DocumentTree memberlist() {
    return DocumentTree.tree("store", "memberlist");
  }

  private static DocumentTree limits() {
    return DocumentTree.tree("ingestion_rate", 50_000)
        .with("ingestion_burst_size", 500_000)
        .with("max_global_series_per_user", 500_000)
        .with("max_label_names_per_series", 40)
        .with(
            "max_global_exemplars_per_user",
            100_000,
            "The default of none drops them all, and with them the way from a figure to a trace.")
        .with(
            "otel_metric_suffixes_enabled",
            true,
            "So names end in _total and _seconds as in Grafana Cloud: one dashboard serves all.")
        .with(
            "promote_otel_resource_attributes",
            "service.name,service.namespace,deployment.environment.name");
  }

  private static DocumentTree backfill(DocumentTree limits) {
    return limits
        .with("compactor_blocks_retention_period", BackendLimits.go(BackendLimits.METRICS_KEPT))
        .with(
            "out_of_order_time_window",
            LATE,
            "How late a sample may come. Older history is not pushed: it is computed from the"
                + " record, so today's figures contain it.")
        .with(
            "query_ingesters_within",
            "0s",
            "Always ask them: a late sample is not in a block yet.");
  }

  /** What single tenants may do otherwise; read anew while Mimir runs. */
  public static DocumentTree runtime() {
    return DocumentTree.tree(
        "overrides",
        DocumentTree.tree(
            "intent-observe",
            DocumentTree.tree()
                .with(
                    "max_global_series_per_user",
                    1_000_000,
                    "The operator's own tenant: figures of the service and of all collectors.")));
  }
}
