package dev.intentobserve.dashboards.stack;

import dev.intentobserve.dashboards.Tree;

/** Mimir as one process with its data on its own disk. */
record MimirConfig(boolean manyTenants, String tenantsWhy, Tree server) {
  private static final String LATE = Limits.go(Limits.LATE_SAMPLES);

  Tree tree() {
    Tree mimir =
        Tree.tree("target", "all")
            .with("multitenancy_enabled", manyTenants, tenantsWhy)
            .with("server", server)
            .with("activity_tracker", Tree.tree("filepath", "/data/metrics-activity.log"));
    return rings(folders(mimir))
        .with("limits", backfill(limits()))
        .when(manyTenants, "runtime_config", Tree.tree("file", "/etc/mimir/runtime.yaml"))
        .with("usage_stats", Tree.tree("enabled", false));
  }

  private static Tree folders(Tree mimir) {
    Tree blocks =
        folder("/data/blocks")
            .with("tsdb", Tree.tree("dir", "/data/tsdb"))
            .with("bucket_store", Tree.tree("sync_dir", "/data/tsdb-sync"));
    return mimir
        .with(
            "blocks_storage",
            blocks,
            "Folders stand beside each other: one within another is" + " refused.")
        .with("ruler_storage", folder("/data/rules"))
        .with(
            "ruler",
            Tree.tree("rule_path", "/data/ruler-tmp"),
            "Judges nothing: each rule has one evaluator, the service or Grafana.")
        .with("alertmanager_storage", folder("/data/am-config"));
  }

  private static Tree folder(String path) {
    return Tree.tree("backend", "filesystem").with("filesystem", Tree.tree("dir", path));
  }

  private static Tree rings(Tree mimir) {
    Tree alone =
        ring()
            .with("replication_factor", 1, "The default of three takes no sample on one machine.");
    return mimir
        .with(
            "compactor",
            Tree.tree("data_dir", "/data/compactor")
                .with("sharding_ring", Tree.tree("kvstore", memberlist())))
        .with("distributor", Tree.tree("ring", ring()))
        .with("ingester", Tree.tree("ring", alone))
        .with("store_gateway", Tree.tree("sharding_ring", Tree.tree("replication_factor", 1)));
  }

  private static Tree ring() {
    return Tree.tree("instance_addr", Part.LOOPBACK).with("kvstore", memberlist());
  }

  private static Tree memberlist() {
    return Tree.tree("store", "memberlist");
  }

  private static Tree limits() {
    return Tree.tree("ingestion_rate", 50_000)
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

  private static Tree backfill(Tree limits) {
    return limits
        .with("compactor_blocks_retention_period", Limits.go(Limits.METRICS_KEPT))
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
  static Tree runtime() {
    return Tree.tree(
        "overrides",
        Tree.tree(
            "intent-observe",
            Tree.tree()
                .with(
                    "max_global_series_per_user",
                    1_000_000,
                    "The operator's own tenant: figures of the service and of all collectors.")));
  }
}
