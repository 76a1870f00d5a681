package dev.intentobserve.dashboards.deploy.backend;

import static dev.intentobserve.dashboards.output.DocumentTree.tree;

import dev.intentobserve.dashboards.deploy.component.BackendLimits;
import dev.intentobserve.dashboards.deploy.component.Component;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/**
 * Tempo, Mimir and Loki, each as one process that keeps its data on its own disk. With many tenants
 * or with one; all else is the same.
 */
public final class BackendConfigs {
  /** A variable is the only thing that differs between machines; Go's envsubst fills it in. */
  private static final String MIMIR_URL = "${MIMIR_URL:-" + Component.MIMIR.url() + "}";

  private static final int GRPC = 9095;
  private static final int LOKI_GRPC = 9096;

  private final boolean manyTenants;

  public BackendConfigs(boolean manyTenants) {
    this.manyTenants = manyTenants;
  }

  public DocumentTree tempo() {
    return tree("target", "all")
        .with("multitenancy_enabled", manyTenants, tenantsWhy())
        .with("stream_over_http_enabled", true, "Grafana streams search results over this port.")
        .with("server", server(Component.TEMPO.port(), GRPC))
        .with("distributor", tempoDistributor())
        .with("live_store", liveStore())
        .with("query_frontend", tempoFrontend())
        .with("storage", tree("trace", tempoStorage()))
        .with("backend_worker", tree("compaction", tempoCompaction()))
        .with("metrics_generator", generator())
        .with("overrides", tree("defaults", tempoLimits()))
        .with("usage_report", tree("reporting_enabled", false));
  }

  private String tenantsWhy() {
    return manyTenants
        ? "Every request names its tenant in X-Scope-OrgID, or is refused."
        : "One tenant: nobody has to name it.";
  }

  private static DocumentTree server(int http, int grpc) {
    return tree("http_listen_port", http).with("grpc_listen_port", grpc);
  }

  private static DocumentTree tempoDistributor() {
    DocumentTree otlp =
        tree("grpc", everywhere(Component.OTLP_GRPC)).with("http", everywhere(Component.OTLP_HTTP));
    return tree()
        .with(
            "max_attribute_bytes",
            16 * BackendLimits.KIB,
            "The default of 2048 cuts prompts and stack traces off.")
        .with("receivers", tree("otlp", tree("protocols", otlp)), "The default is loopback.");
  }

  private static DocumentTree everywhere(int port) {
    return tree("endpoint", Component.EVERYWHERE + ":" + port);
  }

  private static DocumentTree liveStore() {
    return tree(
        "wal",
        tree("path", "/var/tempo/live-store/traces")
            .with(
                "ingestion_time_range_slack",
                BackendLimits.go(BackendLimits.LATE_SPANS),
                "A block says from when to when its spans are. With the default of 2m one of old"
                    + " spans would begin after it ends, and be found by neither time. With this"
                    + " blocks are wide and searches slower; that is the price of taking the past"
                    + " in."));
  }

  private static DocumentTree tempoFrontend() {
    return tree(
            "search",
            tree()
                .with(
                    "max_duration",
                    "0s",
                    "A search for old spans must span their time and that of their arrival; the"
                        + " default refuses more than a week."))
        .with("metrics", tree("max_duration", BackendLimits.go(BackendLimits.TRACES_KEPT)));
  }

  private static DocumentTree tempoStorage() {
    return tree("backend", "local")
        .with("local", tree("path", "/var/tempo/blocks"))
        .with("wal", tree("path", "/var/tempo/wal"));
  }

  private static DocumentTree tempoCompaction() {
    return tree()
        .with(
            "block_retention",
            BackendLimits.go(BackendLimits.TRACES_KEPT),
            "Counted from the end of a block, so a block of old spans alone goes earlier. The"
                + " record keeps them, and our Zipkin API shows them.")
        .with("compacted_block_retention", "1h");
  }

  private static DocumentTree generator() {
    DocumentTree write =
        tree("url", MIMIR_URL + "/api/v1/push")
            .with("send_exemplars", true, "Else no figure leads to a trace.");
    return tree()
        .with(
            "metrics_ingestion_time_range_slack",
            "30s",
            "The default, and it stays: old spans must not become figures of today.")
        .with(
            "storage",
            tree("path", "/var/tempo/generator/wal").with("remote_write", List.of(write)),
            "The tenant's header goes with it by itself.");
  }

  private static DocumentTree tempoLimits() {
    return tree("ingestion", tempoRates())
        .with(
            "global",
            tree()
                .with(
                    "max_bytes_per_trace",
                    50_000_000,
                    "An intent is one trace and may live for weeks; the default is a tenth."))
        .with("metrics_generator", derived());
  }

  private static DocumentTree tempoRates() {
    return tree("rate_limit_bytes", 30_000_000)
        .with("burst_size_bytes", 30_000_000)
        .with("max_traces_per_user", 10_000);
  }

  private static DocumentTree derived() {
    List<String> processors = List.of("service-graphs", "span-metrics");
    return tree()
        .with("processors", processors, "None runs unless it is listed.")
        .with(
            "trace_id_label_name",
            "trace_id",
            "As the service's own exemplars call it; the default is traceID.");
  }

  public DocumentTree mimir() {
    return new MimirConfig(manyTenants, tenantsWhy(), server(Component.MIMIR.port(), GRPC)).tree();
  }

  public DocumentTree loki() {
    return new LokiConfig(manyTenants, tenantsWhy(), server(Component.LOKI.port(), LOKI_GRPC))
        .tree();
  }
}
